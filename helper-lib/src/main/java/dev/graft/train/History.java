package dev.graft.train;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * What training did, epoch by epoch. Immutable; {@link #then} joins stages.
 *
 * @param epochs in order
 * @param engine that trained, {@code MXNet} or {@code PyTorch}
 * @param device that trained, {@code cpu} or {@code gpu:0}
 * @param seed of order, views and dropout
 * @param ending why the last stage ended, and which epoch it kept where that is not the last; empty
 *     when all epochs were trained and the last is kept
 */
public record History(List<Epoch> epochs, String engine, String device, long seed, String ending) {

  /**
   * One pass over the training images.
   *
   * @param number counted from 1 over all stages
   * @param stage counted from 1: each {@code fineTune} is one
   * @param learningRate at the end of the epoch
   * @param loss mean training loss, each image counting by the weights of its classes: that of one
   *     batch of all of the epoch's images, however they were divided
   * @param accuracy share of training images (as augmented) predicted right, 0…1
   * @param validationLoss mean loss on the validation images
   * @param validationAccuracy share of validation images predicted right, 0…1
   * @param seconds for the epoch with its validation
   * @param imagesPerSecond trained
   */
  public record Epoch(
      int number,
      int stage,
      double learningRate,
      double loss,
      double accuracy,
      double validationLoss,
      double validationAccuracy,
      double seconds,
      double imagesPerSecond) {
    Epoch at(int number, int stage) {
      return new Epoch(
          number,
          stage,
          learningRate,
          loss,
          accuracy,
          validationLoss,
          validationAccuracy,
          seconds,
          imagesPerSecond);
    }

    double[] values() {
      return new double[] {
        learningRate, loss, accuracy, validationLoss, validationAccuracy, seconds, imagesPerSecond
      };
    }
  }

  /** Copies the epochs. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /** Begins with nothing, as a run does before its first stage. */
  static History none(String engine, String device, long seed) {
    return new History(List.of(), engine, device, seed, "");
  }

  /**
   * Joins what came next; its epochs and stages are counted on.
   *
   * @param next the later history
   * @return both
   */
  public History then(History next) {
    int lastEpoch = epochs.isEmpty() ? 0 : last().number();
    int lastStage = epochs.isEmpty() ? 0 : last().stage();
    List<Epoch> all = new ArrayList<>(epochs);
    next.epochs.forEach(e -> all.add(e.at(lastEpoch + e.number(), lastStage + e.stage())));
    return new History(all, next.engine, next.device, seed, next.ending);
  }

  /**
   * Counts the epochs in words.
   *
   * @return {@code 1 epoch}, {@code 2 epochs}, …
   */
  public String length() {
    return epochs.size() == 1 ? "1 epoch" : epochs.size() + " epochs";
  }

  /**
   * Reads the last epoch.
   *
   * @return the epoch
   * @throws IllegalStateException when there is none
   */
  public Epoch last() {
    requireEpochs();
    return epochs.get(epochs.size() - 1);
  }

  /**
   * Finds the epoch of the highest validation accuracy, the first of equals.
   *
   * @return the epoch
   * @throws IllegalStateException when there is none
   */
  public Epoch best() {
    requireEpochs();
    Epoch best = epochs.get(0);
    for (Epoch epoch : epochs) {
      best = epoch.validationAccuracy() > best.validationAccuracy() ? epoch : best;
    }
    return best;
  }

  private void requireEpochs() {
    if (epochs.isEmpty()) {
      throw new IllegalStateException("this history has no finished epoch");
    }
  }

  /**
   * Lays the epochs out as a table.
   *
   * @return one row an epoch
   */
  public Table table() {
    Table table =
        Table.create(
            "history",
            IntColumn.create("epoch"),
            IntColumn.create("stage"),
            DoubleColumn.create("learning rate"),
            DoubleColumn.create("loss"),
            DoubleColumn.create("accuracy"),
            DoubleColumn.create("validation loss"),
            DoubleColumn.create("validation accuracy"),
            DoubleColumn.create("seconds"),
            DoubleColumn.create("images/s"));
    for (Epoch e : epochs) {
      table.intColumn(0).append(e.number());
      table.intColumn(1).append(e.stage());
      double[] values = e.values();
      for (int i = 0; i < values.length; i++) {
        table.doubleColumn(i + 2).append(values[i]);
      }
    }
    return table;
  }

  @Override
  public String toString() {
    return table().printAll() + (ending.isEmpty() ? "" : System.lineSeparator() + ending);
  }
}
