package dev.graft.cli;

import dev.graft.Search;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.Trial;
import dev.graft.Trials;
import dev.graft.train.FineTune;
import java.util.Locale;
import java.util.Optional;

/**
 * Heads that learn from several views of each example: at three rates, and as many more settings as
 * a search may draw. All but the first find the features of the views in the cache.
 */
final class TrainedHeads {
  private static final double[] RATES = {1e-3, 3e-3, 3e-4};
  private static final int LEAST_EPOCHS = 12;

  private final Attempts attempts;
  private final Budget budget;
  private final Material material;

  TrainedHeads(Attempts attempts) {
    this.attempts = attempts;
    this.budget = attempts.budget();
    this.material = attempts.material();
  }

  void run() {
    int views = views();
    if (views < 1) {
      double all = attempts.pace() * material.size();
      attempts.skip(
          "trained head", String.format(Locale.ROOT, "a look at all would take %.0f s", all));
      return;
    }
    double before = budget.spent();
    at(views, RATES[0]);
    double first = budget.spent();
    if (material.mostViews() > 1) {
      double look = (first - before) / (views * material.size());
      attempts.pace(Math.max(attempts.pace(), look));
    }
    for (int i = 1; i < RATES.length; i++) {
      at(views, RATES[i]);
    }
    if (attempts.settings().search() > 0) {
      searched(views, (budget.spent() - first) / (RATES.length - 1));
    }
  }

  private int views() {
    int most = material.mostViews();
    double able = Attempts.SHARE_OF_THE_HEAD * budget.left() / (attempts.pace() * material.size());
    return most == 1 ? 1 : (int) Math.min(most, able);
  }

  private int epochs(int views) {
    return attempts.settings().epochs().orElse(Math.max(LEAST_EPOCHS, 2 * views));
  }

  private void at(int views, double rate) {
    trained(
        String.format(Locale.ROOT, "trained head at %.0e", rate),
        attempts.fresh(attempts.chosen()),
        views,
        attempts.how(epochs(views), rate));
  }

  /** As many trials as were asked for, or as the time allows by what a head on kept views takes. */
  private void searched(int views, double each) {
    int most = attempts.settings().search();
    int trials = (int) Math.min(most, Attempts.SHARE_OF_THE_SEARCH * budget.left() / each);
    if (trials < most) {
      attempts.note(
          String.format(
              Locale.ROOT, "%d of %d trials of the search fit into the time", trials, most));
    }
    if (trials < 1) {
      attempts.skip("search", String.format(Locale.ROOT, "a trial takes %.0f s", each));
      return;
    }
    TransferModel model = attempts.fresh(attempts.chosen());
    Search plan =
        Search.random(trials)
            .learningRate(1e-4, 1e-2)
            .dropout(0, 0.5)
            .weightDecay(1e-6, 1e-2)
            .options(attempts.how(epochs(views), RATES[0]))
            .epochs(epochs(views))
            .seed(attempts.settings().seed());
    Trials found = material.search(model, views, plan);
    Trial best = found.best();
    Transfer.replaceHead(model, best.head());
    Transfer.freeze(model);
    trained(
        String.format(Locale.ROOT, "best head of %d trials", trials),
        model,
        views,
        attempts
            .how(epochs(views), best.fineTune().rates().learningRate())
            .weightDecay(best.fineTune().steps().weightDecay()));
  }

  private void trained(String name, TransferModel model, int views, FineTune how) {
    attempts.keep(
        attempts.attempt(
            name,
            attempts.chosen(),
            String.format(
                Locale.ROOT,
                "%d epochs of Adam at %.0e, %s",
                how.epochs(),
                how.rates().learningRate(),
                views == 1 ? "each as it is" : views + " views of each"),
            model,
            () -> Optional.of(material.train(model, views, how))));
  }
}
