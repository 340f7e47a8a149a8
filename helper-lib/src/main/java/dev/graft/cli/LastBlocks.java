package dev.graft.cli;

import static dev.graft.Transfer.unfreeze;

import dev.graft.TransferModel;
import dev.graft.graph.Layers;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The last blocks of a network, trained after its best head: at once, or gradually, as Howard and
 * Ruder unfreeze (2018, arXiv 1801.06146, section 3.3), from the last on, deeper ones more slowly.
 */
final class LastBlocks {
  /** What an epoch costs at most, in passes of the frozen network. */
  private static final double GUESS = 3;

  private static final double SHARE_OF_THE_REST = 0.9;

  private final Attempts attempts;
  private Material material;
  private final Path aside;

  LastBlocks(Attempts attempts, Path aside) {
    this.attempts = attempts;
    this.material = attempts.material();
    this.aside = aside;
  }

  /** So many blocks learn for so many epochs at a rate. */
  private record Part(int blocks, int epochs, double rate) {}

  void run() {
    attempts.best().model().save(aside);
    int most = attempts.settings().epochs().orElse(material.mostBlockEpochs());
    int judged = attempts.best().validation().size();
    BlocksCost cost = cost();
    double left = SHARE_OF_THE_REST * attempts.budget().left();
    int some = cost.examples(judged, left);
    if (some < material.size() && some >= Attempts.LEAST_SHARE * material.size()) {
      attempts.note(
          String.format(
              Locale.ROOT,
              "the last blocks learn from %,d of %,d %s",
              some,
              material.size(),
              material.noun()));
      material = material.atMost(some);
    }
    int epochs = cost.epochs(most, material.size(), material.mostViews(), judged, left);
    if (epochs < 1) {
      double one = cost.seconds(1, material.size(), 1, judged);
      attempts.skip("last blocks", String.format(Locale.ROOT, "an epoch would take %.0f s", one));
      return;
    }
    List<Part> parts = parts(epochs);
    Part first = parts.get(0);
    TransferModel model = thawed(first.blocks());
    attempts.keep(
        attempts.attempt(
            String.format(
                Locale.ROOT,
                "last %d blocks%s after the %s",
                deepest(),
                parts.size() > 1 ? ", gradually," : "",
                attempts.best().name()),
            attempts.chosen(),
            String.format(
                Locale.ROOT,
                "%d epochs of Adam at %.0e%s",
                epochs,
                first.rate(),
                parts.size() > 1 ? ", falling with depth" : ""),
            model,
            () -> Optional.of(trained(model, parts))));
  }

  private int deepest() {
    return attempts.settings().gradual() ? 2 * material.lastBlocks() : material.lastBlocks();
  }

  private List<Part> parts(int epochs) {
    int blocks = material.lastBlocks();
    double rate = material.blocksRate();
    if (!attempts.settings().gradual() || epochs < 3) {
      return List.of(new Part(deepest(), epochs, rate));
    }
    int third = epochs / 3;
    return List.of(
        new Part(Math.max(1, blocks / 2), third, rate),
        new Part(blocks, third, rate / 2),
        new Part(2 * blocks, epochs - 2 * third, rate / 4));
  }

  private History trained(TransferModel model, List<Part> parts) {
    History all = null;
    for (Part part : parts) {
      unfreeze(model, Layers.last(part.blocks()));
      FineTune how = attempts.how(part.epochs(), part.rate());
      History now = material.train(model, material.mostViews(), how);
      all = all == null ? now : all.then(now);
    }
    return all;
  }

  private BlocksCost cost() {
    try (TransferModel spent = thawed(deepest())) {
      double limit = Attempts.SHARE_OF_THE_PACE * attempts.budget().left();
      FineTune how = attempts.how(1, material.blocksRate());
      return BlocksCost.measured(material, spent, how, GUESS * attempts.pace(), limit);
    }
  }

  private TransferModel thawed(int blocks) {
    TransferModel model = TransferModel.load(aside);
    unfreeze(model, Layers.last(blocks));
    return model;
  }
}
