package dev.graft.plot;

import dev.graft.data.ImageSet;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Features;
import dev.graft.evaluate.MultiLabel;
import dev.graft.evaluate.Regression;
import dev.graft.evaluate.Segmentation;
import dev.graft.train.History;
import dev.graft.train.LearningRates;
import dev.graft.train.Schedule;
import java.util.Map;

/**
 * Draws every figure of a lesson in one line.
 *
 * <pre>{@code
 * Plots.history(history)
 * Plots.mistakes(result, data.validation()).save(Path.of("mistakes.png"));
 * }</pre>
 */
public final class Plots extends PhotoPlots {
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
   * Draws the validation accuracy of several trainings in one picture, to compare them; of answers
   * that have none the first of their own figures, such as the mean IoU of masks.
   *
   * @param histories by the name of their curve, drawn in the map's order
   * @return the figure
   * @throws IllegalArgumentException if there is none, or one is empty
   */
  public static Figure compare(Map<String, History> histories) {
    return CompareFigure.of(histories);
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
   * Draws precision over recall of each tag, at every threshold from which on it is given: {@link
   * MultiLabel#thresholds(String)}. A dot marks what is decided now. Of more than eight tags those
   * of the lowest average precision are drawn.
   *
   * @param result to look at
   * @return the figure
   * @throws IllegalArgumentException if no image has a tag
   */
  public static Figure precisionRecall(MultiLabel result) {
    return PrecisionRecallFigure.of(result);
  }

  /**
   * Draws precision over recall of each class against the rest, of two classes that of the second.
   * Of more than eight classes those of the smallest area under the ROC curve are drawn.
   *
   * @param evaluation to look at
   * @return the figure
   * @throws IllegalArgumentException if all images are of one class
   */
  public static Figure precisionRecall(Evaluation evaluation) {
    return PrecisionRecallFigure.of(evaluation);
  }

  /**
   * Draws what share of each class is found over what share of the others is taken for it, at every
   * threshold: {@link Evaluation#roc}, one class against the rest, of two classes the second. A dot
   * marks what the evaluation decides now; who guesses moves along the dashed line. Of more than
   * eight classes those of the smallest area are drawn.
   *
   * @param evaluation to look at
   * @return the figure
   * @throws IllegalArgumentException if all images are of one class
   */
  public static Figure roc(Evaluation evaluation) {
    return RocFigure.of(evaluation);
  }

  /**
   * Draws the ROC curves of one class by several evaluations.
   *
   * @param evaluations by the name of their curve, drawn in the map's order
   * @param name of the class
   * @return the figure
   * @throws IllegalArgumentException if there is none, no such class, or all images are of it or
   *     none
   */
  public static Figure roc(Map<String, Evaluation> evaluations, String name) {
    return RocFigure.of(evaluations, name);
  }

  /**
   * Draws precision, recall and F1 of each tag as bars, in percent.
   *
   * @param result to look at
   * @return the figure
   */
  public static Figure perTag(MultiLabel result) {
    return BarsFigure.perTag(result);
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
   * Draws intersection over union and recall of each class of pixels as bars, in percent; a class
   * that neither is there nor is given has none.
   *
   * @param result to look at
   * @return the figure
   */
  public static Figure perClass(Segmentation result) {
    return BarsFigure.perClass(result);
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
