package dev.graft.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The epochs of a stage as they come: the rate of the next step, when they end, which is kept. */
final class Course {
  private final FineTune options;
  private final String engine;
  private final String device;
  private final List<History.Epoch> epochs = new ArrayList<>();
  private List<Double> losses = List.of();

  Course(FineTune options, String engine, String device) {
    this.options = options;
    this.engine = engine;
    this.device = device;
  }

  /** Keeps what every step asks of the epochs at hand. */
  void add(History.Epoch epoch) {
    epochs.add(epoch);
    losses = epochs.stream().map(History.Epoch::validationLoss).toList();
  }

  int size() {
    return epochs.size();
  }

  List<History.Epoch> epochs() {
    return List.copyOf(epochs);
  }

  History history(String ending) {
    return new History(epochs, engine, device, options.seed(), ending);
  }

  /**
   * Asks for a learning rate of the epoch under way.
   *
   * @param done steps of the epoch before it
   * @param perEpoch steps of a whole epoch
   */
  double rate(int done, int perEpoch) {
    Rates rates = options.rates();
    int step = epochs.size() * perEpoch + done;
    var moment = new Schedule.Moment(step, perEpoch, options.epochs(), losses);
    return rates.learningRate() * rates.schedule().factor(moment);
  }

  /** Tells whether the last epoch is the best so far, where that is asked for. */
  boolean improved() {
    return options.keeping().stopping().map(s -> s.best(epochs) == size() - 1).orElse(false);
  }

  /** Says why training ends after the epochs so far, if it does. */
  Optional<String> reason() {
    Keeping keeping = options.keeping();
    if (epochs.isEmpty() || epochs.size() == options.epochs()) {
      return Optional.empty();
    }
    History soFar = history("");
    if (keeping.conditions().stream().anyMatch(condition -> condition.test(soFar))) {
      return Optional.of("the condition of stopWhen holds");
    }
    return keeping.stopping().flatMap(stopping -> stopping.reason(epochs));
  }

  /** Tells which epoch's weights the model is to have at the end, from 1. */
  int kept() {
    return options.keeping().stopping().map(s -> s.best(epochs) + 1).orElse(epochs.size());
  }

  /** Says how the stage ended; nothing where it was trained to its end, and that is kept. */
  String ending(Optional<String> reason) {
    List<String> parts = new ArrayList<>();
    reason.ifPresent(
        r -> parts.add(String.format(Locale.ROOT, "stopped after epoch %d: %s", size(), r)));
    if (kept() < size()) {
      parts.add(String.format(Locale.ROOT, "epoch %d restored", kept()));
    }
    return String.join("; ", parts);
  }
}
