package dev.graft;

import dev.graft.data.Augmentation;
import dev.graft.data.Dataset;
import dev.graft.data.Epochs;
import dev.graft.data.ImageSet;
import dev.graft.data.TextAugmentation;
import dev.graft.data.TextSet;
import dev.graft.data.TrainingSet;
import dev.graft.data.TrainingTexts;
import dev.graft.train.FineTune;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

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
 * <p>Where answers are no classes, or inputs no images, a curve goes by shares:
 *
 * <pre>{@code
 * var plan = LearningCurve.shares(0.25, 0.5, 1).seeds(1, 2, 3)
 *     .transfer("head alone", model, FineTune.epochs(30));
 * var curve = learningCurve(ages.train(), ages.validation(), plan);
 * Plots.lines(curve, "images", "R²", "method")
 * }</pre>
 *
 * <p>Each point is a training of its own, on inputs, of initial weights and in an order of its
 * seed; those for 10 a class contain those for 5, and a larger share contains a smaller one, but
 * where tags are divided: there each share is balanced for itself.
 */
public final class LearningCurve {

  /** One line of the curve; what begins makes the model of a seed, without its head. */
  record Line(
      String method,
      Optional<Head> head,
      LongFunction<TransferModel> beginning,
      Portion.Seen seen,
      FineTune options) {}

  private final List<Portion> portions;
  private final List<Long> seeds;
  private final List<Line> lines;

  private LearningCurve(List<Portion> portions, List<Long> seeds, List<Line> lines) {
    this.portions = List.copyOf(portions);
    this.seeds = List.copyOf(seeds);
    this.lines = List.copyOf(lines);
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("seeds is [], must have at least 1");
    }
  }

  /**
   * Begins with the numbers of images.
   *
   * @param images of each class, one number a point of each line
   * @return the plan, without a line, of seed 1
   */
  public static LearningCurve perClass(int... images) {
    return of("images per class", IntStream.of(images).mapToObj(Portion.PerClass::new).toList());
  }

  /**
   * Begins with shares of the training set, each of which has classes, or tags, in the proportions
   * of the whole.
   *
   * @param shares of all inputs, above 0 and at most 1, one a point of each line
   * @return the plan, without a line, of seed 1
   */
  public static LearningCurve shares(double... shares) {
    return of("shares", DoubleStream.of(shares).mapToObj(Portion.Share::new).toList());
  }

  private static LearningCurve of(String name, List<? extends Portion> portions) {
    if (portions.isEmpty()) {
      throw new IllegalArgumentException(name + " is [], must have at least 1");
    }
    return new LearningCurve(List.copyOf(portions), List.of(1L), List.of());
  }

  /**
   * Sets the seeds.
   *
   * @param values one a repetition
   * @return a new plan
   */
  public LearningCurve seeds(long... values) {
    return new LearningCurve(portions, Arrays.stream(values).boxed().toList(), lines);
  }

  /**
   * Adds a line: copies of a model, as it is now and as frozen, each with a fresh head like its, or
   * the usual one for the set's answers where it has none.
   *
   * @param method its name in the table
   * @param model with a head that gives what the sets are answered with
   * @param augmentation of the training images
   * @param options how it is trained; the seed is replaced
   * @return a new plan
   */
  public LearningCurve transfer(
      String method, TransferModel model, Augmentation augmentation, FineTune options) {
    return transfer(method, model, photos(method, augmentation), options);
  }

  /**
   * Adds a line of texts that vary, else as {@link #transfer(String, TransferModel, FineTune)}.
   *
   * @param method its name in the table
   * @param model with a head that gives what the sets are answered with
   * @param augmentation of the training texts
   * @param options how it is trained; the seed is replaced
   * @return a new plan
   */
  public LearningCurve transfer(
      String method, TransferModel model, TextAugmentation augmentation, FineTune options) {
    return transfer(
        method,
        model,
        (inputs, seed) -> {
          if (inputs instanceof TextSet texts) {
            return TrainingTexts.of(texts, augmentation).seed(seed);
          }
          throw other(method, augmentation, "texts", inputs);
        },
        options);
  }

  /**
   * Adds a line that sees images, texts or features as they are: copies of a model, as it is now
   * and as frozen, each with a fresh head like its, or the usual one for the set's answers where it
   * has none.
   *
   * @param method its name in the table
   * @param model with a head that gives what the sets are answered with
   * @param options how it is trained; the seed is replaced
   * @return a new plan
   */
  public LearningCurve transfer(String method, TransferModel model, FineTune options) {
    Portion.Seen photos = photos(method, Augmentation.none());
    Portion.Seen seen =
        (inputs, seed) -> inputs instanceof Epochs as ? as : photos.of(inputs, seed);
    return transfer(method, model, seen, options);
  }

  private LearningCurve transfer(
      String method, TransferModel model, Portion.Seen seen, FineTune options) {
    ModelState state = model.state();
    String engine = model.engine();
    return with(
        new Line(method, state.head(), seed -> new TransferModel(state, engine), seen, options));
  }

  /**
   * Adds a line: a network that begins with random weights, all of it trainable.
   *
   * @param method its name in the table
   * @param network with the size of its input
   * @param head on top of it, for what the images are answered with
   * @param augmentation of the training images
   * @param options how it is trained; the seed is replaced. Without {@code
   *     BatchNormStatistics.UPDATED} it hardly learns
   * @return a new plan
   */
  public LearningCurve scratch(
      String method, Backbone network, Head head, Augmentation augmentation, FineTune options) {
    Portion.Seen seen = photos(method, augmentation);
    return with(new Line(method, Optional.of(head), network::untrained, seen, options));
  }

  private static Portion.Seen photos(String method, Augmentation augmentation) {
    return (inputs, seed) -> {
      if (inputs instanceof ImageSet images) {
        return TrainingSet.of(images, augmentation).seed(seed);
      }
      throw other(method, augmentation, "images", inputs);
    };
  }

  private static IllegalArgumentException other(
      String method, Object augmentation, String wanted, Dataset inputs) {
    return new IllegalArgumentException(
        "line \"%s\" varies %s by %s, the training set has %s; call transfer(method, model, options)"
            .formatted(method, wanted, augmentation, inputs.noun()));
  }

  private LearningCurve with(Line line) {
    List<Line> more = new ArrayList<>(lines);
    more.add(line);
    return new LearningCurve(portions, seeds, more);
  }

  List<Portion> portions() {
    return portions;
  }

  List<Long> repetitions() {
    return seeds;
  }

  List<Line> lines() {
    return lines;
  }
}
