package dev.graft.train;

import dev.graft.engine.Network;
import java.util.Locale;

/**
 * What is said of a stage: while it trains, at its end, and where it breaks off.
 *
 * @param network that is trained
 * @param options how
 * @param main the figure that is shown beside the loss
 */
record Telling(Network network, FineTune options, String main) {

  /** Says how the epoch under way goes, counted from 1. */
  String line(int epoch, Tally tally) {
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  loss %.4f  %s",
        epoch,
        options.epochs(),
        tally.loss(),
        Figures.shown(main, tally.figure(main)));
  }

  String summary(History history) {
    String held = Figures.VALIDATION + main;
    double seconds = history.epochs().stream().mapToDouble(History.Epoch::seconds).sum();
    String line =
        String.format(
            Locale.ROOT,
            "%s: %s in %.1f s on %s (%s): loss %.4f, %s",
            network.learners(),
            history.length(),
            seconds,
            history.engine(),
            history.device(),
            history.last().loss(),
            Figures.shown(held, history.last().figure(held)));
    String cached = options.feed().mixes() ? "; mixed images cannot be cached" : "";
    return line + cached + (history.ending().isEmpty() ? "" : "; " + history.ending());
  }

  String diverged(float loss, int epoch, int batch) {
    return String.format(
        Locale.ROOT,
        "loss is %s in epoch %d, batch %d; a learning rate below %s may be right",
        loss,
        epoch,
        batch,
        options.rates().learningRate());
  }

  String interrupted(int epoch, long batches) {
    return String.format(
        Locale.ROOT,
        "interrupted in epoch %d of %d after %d batches; the model keeps what it learned",
        epoch,
        options.epochs(),
        batches);
  }
}
