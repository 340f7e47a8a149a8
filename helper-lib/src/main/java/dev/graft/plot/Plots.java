package dev.graft.plot;

import dev.graft.Occlusion;
import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.data.Mixing;
import dev.graft.data.TrainingSet;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Features;
import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Regression;
import dev.graft.train.History;
import dev.graft.train.LearningRates;
import dev.graft.train.Schedule;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/**
 * Draws every figure of a lesson in one line.
 *
 * <pre>{@code
 * Plots.history(history)
 * Plots.mistakes(result, data.validation()).save(Path.of("mistakes.png"));
 * }</pre>
 */
public final class Plots {
  private Plots() {}

  /**
   * Draws loss and accuracy over epochs, in training and validation; stages are divided by dashed
   * lines.
   *
   * @param history of one or more epochs
   * @return the figure
   * @throws IllegalArgumentException if the history is empty
   */
  public static Figure history(History history) {
    return HistoryFigure.history(history);
  }

  /**
   * Draws the validation accuracy of several trainings in one picture, to compare them.
   *
   * @param histories by the name of their curve, drawn in the map's order
   * @return the figure
   * @throws IllegalArgumentException if there is none, or one is empty
   */
  public static Figure compare(Map<String, History> histories) {
    return CompareFigure.of(histories);
  }

  /**
   * Draws each row of a table as a bubble, to weigh three numbers against one another.
   *
   * <pre>{@code
   * Plots.bubbles(table, "backbone", "milliseconds", "accuracy", "megabytes")
   * }</pre>
   *
   * @param table with one or more rows
   * @param name column with the names of the bubbles
   * @param x column of numbers, to the right
   * @param y column of numbers, upwards
   * @param area column of numbers above 0, to which the areas are in proportion
   * @return the figure
   * @throws IllegalArgumentException if the table is empty, or a column holds no numbers
   */
  public static Figure bubbles(Table table, String name, String x, String y, String area) {
    return BubblesFigure.of(table, name, x, y, area);
  }

  /**
   * Draws each row of a table as a line across one axis a column, to see which values go together:
   * parallel coordinates (Inselberg 1985). Columns of numbers are logarithmic where they span more
   * than 100 times their least, which must be above 0; all others are names. Rows with a missing
   * value are left out.
   *
   * <pre>{@code
   * Plots.parallel(trials, "accuracy")
   * }</pre>
   *
   * @param table with one or more rows
   * @param colour column that colours the lines and becomes the last axis; the darkest are high
   * @return the figure
   * @throws IllegalArgumentException if no row has all its values
   */
  public static Figure parallel(Table table, String colour) {
    return ParallelFigure.of(table, colour);
  }

  /**
   * Draws the mean of y over x, one curve a group, with a band from the least to the greatest y of
   * the rows that share x and group. The x axis is logarithmic where x spans more than 20 times its
   * least, which must be above 0. Rows with a missing value are left out.
   *
   * <pre>{@code
   * Plots.lines(table, "images a class", "accuracy", "network")
   * }</pre>
   *
   * @param table with one or more rows
   * @param x column of numbers, to the right
   * @param y column of numbers, upwards
   * @param group column with the names of the curves
   * @return the figure
   * @throws IllegalArgumentException if no row has all its values, or a column holds no numbers
   */
  public static Figure lines(Table table, String x, String y, String group) {
    return LinesFigure.of(table, x, y, group);
  }

  /**
   * Draws the learning rate at the end of each epoch; stages are divided by dashed lines.
   *
   * @param history of one or more epochs
   * @return the figure
   * @throws IllegalArgumentException if the history is empty
   */
  public static Figure learningRate(History history) {
    return HistoryFigure.learningRate(history);
  }

  /**
   * Draws by what schedules multiply the learning rate, step by step through a whole training; a
   * plateau schedule as if the validation loss fell all the time.
   *
   * <pre>{@code
   * Plots.schedules(Map.of("cosine", Schedule.cosine(), "one cycle", Schedule.oneCycle()), 10, 15)
   * }</pre>
   *
   * @param schedules by the name of their curve, drawn in the map's order
   * @param epochs of the training, at least 1
   * @param stepsPerEpoch of the optimizer, at least 1
   * @return the figure
   * @throws IllegalArgumentException if there is none
   */
  public static Figure schedules(Map<String, Schedule> schedules, int epochs, int stepsPerEpoch) {
    return SchedulesFigure.of(schedules, epochs, stepsPerEpoch);
  }

  /**
   * Draws the loss of a learning-rate finder over the rate; a dashed line marks the suggestion.
   *
   * @param rates that were tried
   * @return the figure
   */
  public static Figure learningRates(LearningRates rates) {
    return LearningRatesFigure.of(rates);
  }

  /**
   * Draws how often each class was taken for each: rows true from the top, columns predicted.
   *
   * @param evaluation to look at
   * @return the figure
   */
  public static Figure confusion(Evaluation evaluation) {
    return ConfusionFigure.of(evaluation);
  }

  /**
   * Draws how often a model is right beside how sure it is, in 15 bins of confidence, and how many
   * images each bin has.
   *
   * @param evaluation to look at
   * @return the figure
   */
  public static Figure reliability(Evaluation evaluation) {
    return ReliabilityFigure.of(evaluation);
  }

  /**
   * Draws precision over recall of a class, at every threshold from which on an image is taken for
   * it: {@link Evaluation#thresholds}. A dot marks what the evaluation decides now.
   *
   * <pre>{@code
   * Plots.precisionRecall(Map.of("as ever", plain, "oversampled", more), "ant")
   * }</pre>
   *
   * @param evaluations by the name of their curve, drawn in the map's order
   * @param name of the class
   * @return the figure
   * @throws IllegalArgumentException if there is none, or no such class
   */
  public static Figure precisionRecall(Map<String, Evaluation> evaluations, String name) {
    return PrecisionRecallFigure.of(evaluations, name);
  }

  /**
   * Draws precision, recall and F1 of each class as bars, in percent.
   *
   * @param evaluation to look at
   * @return the figure
   */
  public static Figure perClass(Evaluation evaluation) {
    return BarsFigure.perClass(evaluation);
  }

  /**
   * Draws each row of a table as a group of bars, one bar a column.
   *
   * <pre>{@code
   * Plots.bars(table, "backbone", "accuracy", "macro F1")
   * }</pre>
   *
   * @param table with one or more rows
   * @param name column with the names of the groups
   * @param columns one or more columns of numbers, 0 or more each
   * @return the figure
   * @throws IllegalArgumentException if no row has all values, a column holds no numbers, or one
   *     below 0
   */
  public static Figure bars(Table table, String name, String... columns) {
    return BarsFigure.of(table, name, List.of(columns));
  }

  /**
   * Draws the number of images of each class as bars.
   *
   * @param images to count
   * @return the figure
   */
  public static Figure classCounts(ImageSet images) {
    return BarsFigure.classCounts(images);
  }

  /**
   * Draws each image as a point in the plane of the first two principal components of its features,
   * one colour a class.
   *
   * @param features of two or more images
   * @return the figure
   * @throws IllegalStateException if there are fewer than two images
   */
  public static Figure features(Features features) {
    return FeaturesFigure.of(features);
  }

  /**
   * Shows photos with their labels, taking turns among the classes.
   *
   * @param images to choose from
   * @param count at most as many photos
   * @return a sheet
   * @throws IllegalArgumentException if the count is below 1
   */
  public static Figure samples(ImageSet images, int count) {
    return Sheets.samples(images, count);
  }

  /**
   * Shows where a model looks: the photo as the network sees it, and beside it in grey, coloured
   * where covering makes the class less probable, or more.
   *
   * @param occlusion to look at
   * @return the figure
   */
  public static Figure occlusion(Occlusion occlusion) {
    return OcclusionFigure.of(occlusion);
  }

  /**
   * Shows photos with what a model takes them for and how sure it is, at most 24; where the set
   * knows another class, that is said in red.
   *
   * @param predictions of images of the set
   * @param images the set that was predicted
   * @return a sheet
   * @throws IllegalArgumentException if a prediction is of another set
   */
  public static Figure predictions(List<Prediction> predictions, ImageSet images) {
    return Sheets.predictions(predictions, images);
  }

  /**
   * Shows the wrong predictions, most confident first, at most 12: the photo, what it is, and what
   * it was taken for.
   *
   * @param evaluation to look at
   * @param images the set that was evaluated
   * @return a sheet
   * @throws IllegalArgumentException if the evaluation is of another set
   */
  public static Figure mistakes(Evaluation evaluation, ImageSet images) {
    return Sheets.mistakes(evaluation, images);
  }

  /**
   * Shows what augmentation makes of four photos, six views each.
   *
   * @param training to look at
   * @return a sheet
   */
  public static Figure augmented(TrainingSet training) {
    return Figure.sheet("four photos, six augmented views each", Canvas.of(training.preview(4, 6)));
  }

  /**
   * Shows what mixing makes of six photos in three batches, with the shares of their labels; the
   * first row shows the photos themselves.
   *
   * @param training whose photos are mixed, in their first view
   * @param mixing to look at
   * @return a sheet
   */
  public static Figure mixed(TrainingSet training, Mixing mixing) {
    return MixedSheet.of(training, mixing);
  }

  /**
   * Shows what a network takes a photo for when it is fed in several ways: the values of each way
   * put back into colours as the network's own contract would have made them, cut to 0…255.
   *
   * @param photo set of which the first image is shown
   * @param trained what the network was trained with
   * @param ways names and contracts, one picture each
   * @return a sheet
   * @throws IllegalArgumentException if there is no way
   */
  public static Figure fed(ImageSet photo, InputContract trained, Map<String, InputContract> ways) {
    return FedSheet.of(photo, trained, ways);
  }

  /**
   * Draws a figure that was made with Tablesaw's own plots: histogram, bars, points and lines,
   * boxes, pie. Other kinds become a table of their traces, which plotly draws where it runs.
   *
   * <pre>{@code
   * Plots.of(Histogram.create("confidence", table, "confidence")).save(Path.of("confidence.png"))
   * }</pre>
   *
   * @param tablesaw with any traces
   * @return the figure
   * @throws IllegalStateException if what Tablesaw writes cannot be read
   */
  public static Figure of(tech.tablesaw.plotly.components.Figure tablesaw) {
    return TracesFigure.of(tablesaw);
  }

  /**
   * Draws what a model says of a number beside what it should say, a dot an image; on the diagonal
   * it is right.
   *
   * @param regression to look at
   * @param name of the number
   * @return the figure
   * @throws IllegalArgumentException if there is no such number
   */
  public static Figure residuals(Regression regression, String name) {
    return ResidualsFigure.of(regression, name);
  }
}
