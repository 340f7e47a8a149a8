package dev.graft.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * @param figures by name, in their order; what is watched stands there too
   */
  public record Epoch(int number, int stage, Map<String, Double> figures) {
    /** Copies the figures, in their order. */
    public Epoch {
      figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    Epoch at(int newNumber, int newStage) {
      return new Epoch(newNumber, newStage, figures);
    }

    /**
     * Reads a figure.
     *
     * @param name as {@link #figures} has it, {@code validation balanced accuracy}
     * @return its value
     * @throws IllegalArgumentException when the epoch has none of this name; the text lists them
     */
    public double figure(String name) {
      Double value = figures.get(name);
      if (value == null) {
        throw new IllegalArgumentException(
            "no figure \"" + name + "\"; there are " + String.join(", ", figures.keySet()));
      }
      return value;
    }

    private boolean has(String name) {
      return figures.containsKey(name);
    }

    private double score() {
      String accuracy = Figures.VALIDATION + Figures.ACCURACY;
      return has(accuracy) ? figure(accuracy) : -validationLoss();
    }

    /**
     * Lists what was watched.
     *
     * @return names of figures beside loss and accuracy, each of which validation has too
     */
    public List<String> watched() {
      return figures.keySet().stream()
          .filter(name -> figures.containsKey(Figures.VALIDATION + name))
          .filter(name -> !Figures.ALWAYS.contains(name))
          .toList();
    }

    /**
     * Reads the learning rate.
     *
     * @return at the end of the epoch
     */
    public double learningRate() {
      return figure(Figures.RATE);
    }

    /**
     * Reads the mean training loss, each image counting by the weights of its classes: that of one
     * batch of all of the epoch's images, however they were divided.
     *
     * @return nats, 0 or more
     */
    public double loss() {
      return figure(Figures.LOSS);
    }

    /**
     * Reads the share of training images, as augmented, that were predicted right.
     *
     * @return 0…1
     */
    public double accuracy() {
      return figure(Figures.ACCURACY);
    }

    /**
     * Reads the mean loss on the validation images.
     *
     * @return nats, 0 or more
     */
    public double validationLoss() {
      return figure(Figures.VALIDATION + Figures.LOSS);
    }

    /**
     * Reads the share of validation images predicted right.
     *
     * @return 0…1
     */
    public double validationAccuracy() {
      return figure(Figures.VALIDATION + Figures.ACCURACY);
    }

    /**
     * Reads how long the epoch took with its validation.
     *
     * @return seconds
     */
    public double seconds() {
      return figure(Figures.SECONDS);
    }

    /**
     * Reads how fast it trained.
     *
     * @return images a second
     */
    public double imagesPerSecond() {
      return figure(Figures.SPEED);
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
   * Finds the epoch of the highest validation accuracy, the first of equals; of answers without an
   * accuracy, that of the lowest validation loss.
   *
   * @return the epoch
   * @throws IllegalStateException when there is none
   */
  public Epoch best() {
    requireEpochs();
    Epoch best = epochs.get(0);
    for (Epoch epoch : epochs) {
      best = epoch.score() > best.score() ? epoch : best;
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
   * @return one row an epoch, one column a figure; a figure that an epoch lacks is missing
   */
  public Table table() {
    IntColumn number = IntColumn.create("epoch");
    IntColumn stage = IntColumn.create("stage");
    Map<String, DoubleColumn> figures = new LinkedHashMap<>();
    Figures.ALWAYS.stream()
        .filter(name -> epochs.isEmpty() || epochs.stream().anyMatch(e -> e.has(name)))
        .forEach(name -> figures.put(name, DoubleColumn.create(name)));
    epochs.forEach(
        e -> e.figures().keySet().forEach(n -> figures.computeIfAbsent(n, DoubleColumn::create)));
    for (Epoch e : epochs) {
      number.append(e.number());
      stage.append(e.stage());
      figures.forEach((name, column) -> column.append(e.figures().getOrDefault(name, Double.NaN)));
    }
    return Table.create("history", number, stage)
        .addColumns(figures.values().toArray(DoubleColumn[]::new));
  }

  @Override
  public String toString() {
    return table().printAll() + (ending.isEmpty() ? "" : System.lineSeparator() + ending);
  }
}
