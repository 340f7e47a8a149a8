package dev.graft.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Early stopping on the validation loss (Prechelt 1998); the weights of the best epoch come back.
 *
 * @param patience epochs without improvement after which training ends, at least 1
 * @param improvement how much lower the loss must be to count, 0 or more
 */
public record Stopping(int patience, double improvement) {
  /** Keeps the best epoch and never ends training. */
  static final Stopping NEVER = new Stopping(Integer.MAX_VALUE, 0);

  /** Checks both. */
  public Stopping {
    Require.that(patience >= 1, "patience", patience, "at least 1");
    Require.that(improvement >= 0, "improvement", improvement, "0 or more");
  }

  /** Finds the best of some epochs, which is the last that improved. */
  int best(List<History.Epoch> epochs) {
    int best = 0;
    for (int i = 1; i < epochs.size(); i++) {
      double bar = epochs.get(best).validationLoss() - improvement;
      best = epochs.get(i).validationLoss() < bar ? i : best;
    }
    return best;
  }

  /** Says why training ends here, if it does. */
  Optional<String> reason(List<History.Epoch> epochs) {
    int best = best(epochs);
    int since = epochs.size() - 1 - best;
    if (since < patience) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "validation loss has not fallen below %.4f in %s",
            epochs.get(best).validationLoss(),
            since == 1 ? "1 epoch" : since + " epochs"));
  }
}
