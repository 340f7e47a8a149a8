package dev.graft;

import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.TrainingSet;
import dev.graft.progress.Progress;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How much data is given to which ways of training: an immutable value.
 *
 * <pre>{@code
 * var plan = LearningCurve.perClass(5, 10, 20).seeds(1, 2, 3)
 *     .transfer("transfer", model, Augmentation.none(), FineTune.epochs(30))
 *     .scratch("from scratch", Backbone.MOBILENET_V1_025, head, Augmentation.flip(),
 *         FineTune.epochs(20).statistics(BatchNormStatistics.UPDATED));
 * var curve = learningCurve(data.train(), data.validation(), plan);
 * Plots.lines(curve, "images per class", "accuracy", "method")
 * }</pre>
 *
 * <p>Each point is a training of its own, on images, of initial weights and in an order of its
 * seed; the images for 10 a class contain those for 5.
 */
public final class LearningCurve {

  /** One line of the curve; what begins makes the model of a seed, without its head. */
  private record Line(
      String method,
      Head head,
      LongFunction<TransferModel> beginning,
      Augmentation augmentation,
      FineTune options) {}

  private final List<Integer> perClass;
  private final List<Long> seeds;
  private final List<Line> lines;

  private LearningCurve(List<Integer> perClass, List<Long> seeds, List<Line> lines) {
    this.perClass = List.copyOf(perClass);
    this.seeds = List.copyOf(seeds);
    this.lines = List.copyOf(lines);
    if (perClass.isEmpty() || seeds.isEmpty()) {
      throw new IllegalArgumentException(
          "images per class is %s and seeds is %s, each must have at least 1"
              .formatted(perClass, seeds));
    }
  }

  /**
   * Begins with the numbers of images.
   *
   * @param images of each class, one number a point of each line
   * @return the plan, without a line, of seed 1
   */
  public static LearningCurve perClass(int... images) {
    return new LearningCurve(Arrays.stream(images).boxed().toList(), List.of(1L), List.of());
  }

  /**
   * Sets the seeds.
   *
   * @param values one a repetition
   * @return a new plan
   */
  public LearningCurve seeds(long... values) {
    return new LearningCurve(perClass, Arrays.stream(values).boxed().toList(), lines);
  }

  /**
   * Adds a line: copies of a model, as it is now and as frozen, each with a fresh head like its.
   *
   * @param method its name in the table
   * @param model with a head
   * @param augmentation of the training images
   * @param options how it is trained; the seed is replaced
   * @return a new plan
   */
  public LearningCurve transfer(
      String method, TransferModel model, Augmentation augmentation, FineTune options) {
    ModelState state = model.state();
    state.requireClasses();
    String engine = model.engine();
    Head head = state.head().orElseGet(() -> Head.classifier(model.classes()));
    return with(
        new Line(method, head, seed -> new TransferModel(state, engine), augmentation, options));
  }

  /**
   * Adds a line: a network that begins with random weights, all of it trainable.
   *
   * @param method its name in the table
   * @param network with the size of its input
   * @param head on top of it, of the images' classes
   * @param augmentation of the training images
   * @param options how it is trained; the seed is replaced. Without {@code
   *     BatchNormStatistics.UPDATED} it hardly learns
   * @return a new plan
   */
  public LearningCurve scratch(
      String method, Backbone network, Head head, Augmentation augmentation, FineTune options) {
    return with(new Line(method, head, network::untrained, augmentation, options));
  }

  private LearningCurve with(Line line) {
    List<Line> more = new ArrayList<>(lines);
    more.add(line);
    return new LearningCurve(perClass, seeds, more);
  }

  /** An image that cannot be read ends it: the points are to be of the same images. */
  Table of(ImageSet training, ImageSet validation) {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(
          "a learning curve without a line; call transfer(…) or scratch(…)");
    }
    Table table =
        Table.create(
            "learning curve",
            StringColumn.create("method"),
            IntColumn.create("images per class"),
            LongColumn.create("seed"),
            DoubleColumn.create("accuracy"),
            DoubleColumn.create("training accuracy"),
            DoubleColumn.create("seconds"));
    int points = lines.size() * perClass.size() * seeds.size();
    try (Progress progress = Progress.start("learning curve", points)) {
      for (Line line : lines) {
        for (int images : perClass) {
          for (long seed : seeds) {
            ImageSet some = training.perClass(images, seed);
            Progress.silently(() -> point(table, line, images, seed, some, validation));
            progress.step(1, line.method() + ", " + images + " images a class");
          }
        }
      }
      progress.keep(
          String.format(Locale.ROOT, "%d trainings on %s images a class", points, perClass));
    }
    return table;
  }

  private static Table point(
      Table table, Line line, int images, long seed, ImageSet some, ImageSet validation) {
    try (TransferModel model = line.beginning().apply(seed)) {
      Surgery.replaceHead(model, line.head().seed(seed));
      FineTune options = line.options().seed(seed);
      TrainingSet training = TrainingSet.of(some, line.augmentation()).seed(seed);
      ImageSet watched = options.heedsValidation() ? validation : validation.perClass(1, seed);
      History history = Training.of(model, training, watched).as(options, Optional.empty());
      double accuracy = Answering.evaluated(model, validation).accuracy();
      table.stringColumn(0).append(line.method());
      table.intColumn(1).append(images);
      table.longColumn(2).append(seed);
      table.doubleColumn(3).append(accuracy);
      table.doubleColumn(4).append(history.last().accuracy());
      table.doubleColumn(5).append(history.table().doubleColumn("seconds").sum());
      return table;
    }
  }
}
