package dev.graft.cli;

import dev.graft.TransferModel;
import dev.graft.evaluate.Evaluation;
import dev.graft.train.History;
import java.util.Locale;
import java.util.Optional;

/**
 * One way of making a model, and what came of it.
 *
 * @param name of the way
 * @param backbone that it is made on
 * @param settings in words
 * @param model trained, to be closed
 * @param validation what it says of what choices are made by
 * @param history of its epochs, where it has such
 * @param seconds it took
 */
record Attempt(
    String name,
    String backbone,
    String settings,
    TransferModel model,
    Evaluation validation,
    Optional<History> history,
    double seconds)
    implements AutoCloseable {

  boolean betterThan(Attempt other) {
    int right = Double.compare(validation.accuracy(), other.validation.accuracy());
    return right > 0 || right == 0 && validation.loss() < other.validation.loss();
  }

  @Override
  public void close() {
    model.close();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s on %s: accuracy %.4f (%s), %.0f s",
        name,
        backbone,
        validation.accuracy(),
        validation.intervals().accuracy().ends(),
        seconds);
  }
}
