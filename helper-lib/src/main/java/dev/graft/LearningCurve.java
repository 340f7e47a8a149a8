package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.TrainingSet;
import dev.graft.progress.Progress;
import dev.graft.train.BatchNormStatistics;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How much data is given to transfer and to training from scratch: an immutable value.
 *
 * <pre>{@code
 * var table = learningCurve(model, train, data.validation(), LearningCurve.perClass(5, 10, 20));
 * Plots.lines(table, "images per class", "accuracy", "method")
 * }</pre>
 *
 * <p>Without more words: seeds 1, 2 and 3, transfer by 5 epochs, scratch by 20 epochs with batch
 * normalizations that update their statistics.
 *
 * @param perClass images of each class to train on
 * @param seeds of the choice of images, of initial weights and of training
 * @param transfer how the model is trained, as frozen as it is
 * @param scratch how the same network is trained, all of it, from random weights
 */
public record LearningCurve(
    List<Integer> perClass, List<Long> seeds, FineTune transfer, FineTune scratch) {

  /** Copies the lists. */
  public LearningCurve {
    perClass = List.copyOf(perClass);
    seeds = List.copyOf(seeds);
    if (perClass.isEmpty() || seeds.isEmpty()) {
      throw new IllegalArgumentException(
          "images per class is %s and seeds is %s, each must have at least 1"
              .formatted(perClass, seeds));
    }
  }

  /**
   * Begins with the numbers of images.
   *
   * @param images of each class, one number a point of the curve
   * @return the plan, all else as described above
   */
  public static LearningCurve perClass(int... images) {
    return new LearningCurve(
        Arrays.stream(images).boxed().toList(),
        List.of(1L, 2L, 3L),
        FineTune.epochs(5),
        FineTune.epochs(20).statistics(BatchNormStatistics.UPDATED));
  }

  /**
   * Sets the seeds.
   *
   * @param values one a repetition
   * @return a new plan
   */
  public LearningCurve seeds(long... values) {
    return new LearningCurve(perClass, Arrays.stream(values).boxed().toList(), transfer, scratch);
  }

  /**
   * Sets how the model is trained.
   *
   * @param options whose seed is replaced
   * @return a new plan
   */
  public LearningCurve transfer(FineTune options) {
    return new LearningCurve(perClass, seeds, options, scratch);
  }

  /**
   * Sets how the network is trained from scratch.
   *
   * @param options whose seed is replaced; without updated statistics it hardly learns
   * @return a new plan
   */
  public LearningCurve scratch(FineTune options) {
    return new LearningCurve(perClass, seeds, transfer, options);
  }

  Table of(TransferModel model, TrainingSet training, ImageSet validation) {
    model.state().requireHead();
    Training.requireClasses(model, training.images());
    Training.requireClasses(model, validation);
    Table table =
        Table.create(
            "learning curve",
            IntColumn.create("images per class"),
            StringColumn.create("method"),
            LongColumn.create("seed"),
            DoubleColumn.create("accuracy"));
    int points = perClass.size() * seeds.size() * 2;
    try (Progress progress = Progress.start("learning curve", points)) {
      for (int images : perClass) {
        for (long seed : seeds) {
          TrainingSet some = some(training, images, seed);
          add(table, images, "transfer", seed, transfer(model, some, validation, seed));
          progress.step(1, images + " images a class");
          add(table, images, "scratch", seed, scratch(model, some, validation, seed));
          progress.step(1, images + " images a class");
        }
      }
      progress.keep(
          String.format(Locale.ROOT, "%d trainings on %s images a class", points, perClass));
    }
    return table;
  }

  private static void add(Table table, int images, String method, long seed, History history) {
    table.intColumn("images per class").append(images);
    table.stringColumn("method").append(method);
    table.longColumn("seed").append(seed);
    table.doubleColumn("accuracy").append(history.last().validationAccuracy());
  }

  private static TrainingSet some(TrainingSet training, int images, long seed) {
    return TrainingSet.of(training.images().perClass(images, seed), training.augmentation())
        .seed(training.seed())
        .views(training.views());
  }

  private History transfer(
      TransferModel model, TrainingSet training, ImageSet validation, long seed) {
    try (TransferModel copy = new TransferModel(model.state(), model.engine())) {
      Transfer.replaceHead(copy, head(model, seed));
      return fit(copy, training, validation, transfer.seed(seed));
    }
  }

  private History scratch(
      TransferModel model, TrainingSet training, ImageSet validation, long seed) {
    try (TransferModel fresh = model.state().backbone().on(model.engine()).untrained(seed)) {
      Transfer.replaceHead(fresh, head(model, seed));
      return fit(fresh, training, validation, scratch.seed(seed));
    }
  }

  private static History fit(
      TransferModel model, TrainingSet training, ImageSet validation, FineTune options) {
    return Progress.silently(() -> Transfer.fineTune(model, training, validation, options));
  }

  private static Head head(TransferModel model, long seed) {
    return model.state().head().orElseGet(() -> Head.classifier(model.classes())).seed(seed);
  }
}
