package dev.graft;

import dev.graft.data.Numbers;
import dev.graft.data.Scale;
import dev.graft.evaluate.TagThresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * What is grafted onto a backbone: pooling or flattening, then dense layers and dropout in the
 * order in which they are named, then the classifier.
 *
 * <pre>{@code
 * Head.classifier(data.classes()).dropout(0.2)
 * Head.classifier(data.classes()).flatten().dense(256).dropout(0.5).seed(7)
 * Head.binary(List.of("ant", "bee"))
 * Head.regressor(data.train().numbers())
 * Head.multiLabel(data.train().tags().names())
 * Head.segmenter(streets.classes()).dropout(0.1)
 * }</pre>
 *
 * <p>The classifier begins at 0, so that a fresh head prefers no class (Dosovitskiy et al. 2021,
 * section 3.2). Dense layers begin as Glorot and Bengio (2010, equation 16), a decoder's as He et
 * al. (2015, section 2.2), all drawn from the seed alone; biases at 0.
 *
 * @param classes names, in the order of the outputs: of classes, of a regressor's numbers, or of
 *     tags
 * @param output softmax over all classes, one logit for two, numbers, or a logit a tag
 * @param pooling of the backbone's last feature map
 * @param layers between pooling and classifier
 * @param seed of the dense layers' initial weights
 * @param scale of a regressor's numbers; else empty
 * @param thresholds from which probability on each tag is given; none where that is 0.5 for all
 * @param decoder of a segmenter; empty for all others
 */
public record Head(
    List<String> classes,
    Output output,
    Pooling pooling,
    List<Layer> layers,
    long seed,
    Optional<Scale> scale,
    List<Double> thresholds,
    Optional<Decoder> decoder) {
  static final String CLASSIFIER = "head.classifier";
  static final String RESCALE = "head.rescale";
  static final String RESIZE = "head.resize";
  static final String UNIT = "head.unit";
  static final String NEIGHBOURS = "head.neighbours";

  /** What the classifier gives. */
  public enum Output {
    /** One logit a class; probabilities by softmax. */
    SOFTMAX(2, names -> names),
    /** One logit, that of the second of two classes; probability by the logistic function. */
    BINARY(2, names -> 1),
    /** One number or several, in the units of the user. */
    NUMBERS(1, names -> names),
    /** One logit a tag; the probability of each by the logistic function. */
    TAGS(1, names -> names),
    /** One logit a class for every pixel; probabilities by softmax over the classes. */
    MASK(2, names -> names);

    final int least;
    final IntUnaryOperator outputs;

    /** Fewest names that a head has of it, and how many outputs so many names have. */
    Output(int least, IntUnaryOperator outputs) {
      this.least = least;
      this.outputs = outputs;
    }
  }

  /** How a feature map {@code (C, H, W)}, or tokens {@code (C, T)}, become a vector. */
  public enum Pooling {
    /** The mean of each channel, {@code C} features. */
    AVERAGE,
    /** Every value, {@code C·H·W} features. */
    FLATTEN
  }

  /** The element-wise function after a dense layer. */
  public enum Activation {
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code 1 / (1 + exp(−x))}. */
    SIGMOID,
    /** The hyperbolic tangent. */
    TANH;

    dev.graft.graph.Activation.Function function() {
      return dev.graft.graph.Activation.Function.valueOf(name());
    }
  }

  /** A layer between pooling and classifier. */
  public sealed interface Layer permits Layer.Dense, Layer.Dropout, NeighboursLayer {
    /**
     * A dense layer with its function.
     *
     * @param units output features, at least 1
     * @param activation applied to them
     */
    record Dense(int units, Activation activation) implements Layer {
      /** Checks the count. */
      public Dense {
        if (units < 1) {
          throw new IllegalArgumentException("dense units is " + units + ", must be at least 1");
        }
      }
    }

    /**
     * Dropout while training.
     *
     * @param rate share of features zeroed, at least 0 and below 1
     */
    record Dropout(double rate) implements Layer {
      /** Checks the rate. */
      public Dropout {
        if (!(rate >= 0 && rate < 1)) {
          throw new IllegalArgumentException(
              "dropout is " + rate + ", must be at least 0 and below 1");
        }
      }
    }
  }

  /** Copies and checks. */
  public Head {
    classes = List.copyOf(classes);
    layers = List.copyOf(layers);
    thresholds = List.copyOf(thresholds);
    HeadChecks.scale(output == Output.NUMBERS, scale, classes);
    HeadChecks.names(classes, output.least, output == Output.BINARY);
    TagThresholds.require(output == Output.TAGS ? classes : List.of(), thresholds);
    boolean pixels = layers.stream().allMatch(Layer.Dropout.class::isInstance);
    HeadChecks.decoder(decoder, output == Output.MASK, pixels && pooling == Pooling.AVERAGE);
  }

  Head(List<String> classes, Output output, Pooling pooling, List<Layer> layers, long seed) {
    this(classes, output, pooling, layers, seed, Optional.empty(), List.of(), Optional.empty());
  }

  private static Head of(
      List<String> classes, Output output, Optional<Scale> scale, Optional<Decoder> decoder) {
    return new Head(classes, output, Pooling.AVERAGE, List.of(), 42, scale, List.of(), decoder);
  }

  /**
   * Begins a head that answers with numbers, with average pooling. A fresh one answers with their
   * means, and learns in units of their standard deviations.
   *
   * @param numbers of the training part, which tell names and scale
   * @return the head
   */
  public static Head regressor(Numbers numbers) {
    return of(numbers.names(), Output.NUMBERS, Optional.of(Scale.of(numbers)), Optional.empty());
  }

  /**
   * Begins a head that tells the class of every pixel, with the decoder {@link Decoder#FPN}. It
   * reads the whole shorter side of a photo, whatever the weights' crop.
   *
   * @param classes names, two or more, by the value that masks have for them
   * @return the head
   */
  public static Head segmenter(List<String> classes) {
    return of(classes, Output.MASK, Optional.empty(), Optional.of(Decoder.FPN));
  }

  /**
   * Chooses what turns the backbone's maps into one of every pixel.
   *
   * @param choice of a segmenter
   * @return a new head
   */
  public Head decoder(Decoder choice) {
    return new Head(classes, output, pooling, layers, seed, scale, thresholds, Optional.of(choice));
  }

  /**
   * Begins a softmax head with average pooling.
   *
   * @param classes names, two or more
   * @return the head
   */
  public static Head classifier(List<String> classes) {
    return of(classes, Output.SOFTMAX, Optional.empty(), Optional.empty());
  }

  /**
   * Begins a head with a single logit and average pooling.
   *
   * @param classes two names; the logit is that of the second
   * @return the head
   */
  public static Head binary(List<String> classes) {
    return of(classes, Output.BINARY, Optional.empty(), Optional.empty());
  }

  /**
   * Begins a head that gives tags, several to an image, one or none, with average pooling. A fresh
   * one gives each a probability of 0.5.
   *
   * @param tags names, one or more
   * @return the head
   */
  public static Head multiLabel(List<String> tags) {
    return new Head(tags, Output.TAGS, Pooling.AVERAGE, List.of(), 42);
  }

  /**
   * Keeps every value of the feature map in place of its mean.
   *
   * @return a new head
   */
  public Head flatten() {
    return new Head(classes, output, Pooling.FLATTEN, layers, seed, scale, thresholds, decoder);
  }

  /**
   * Appends a dense layer with ReLU.
   *
   * @param units output features
   * @return a new head
   */
  public Head dense(int units) {
    return dense(units, Activation.RELU);
  }

  /**
   * Appends a dense layer.
   *
   * @param units output features
   * @param activation applied to them
   * @return a new head
   */
  public Head dense(int units, Activation activation) {
    return with(new Layer.Dense(units, activation));
  }

  /**
   * Appends a dropout.
   *
   * @param rate share of features zeroed while training
   * @return a new head
   */
  public Head dropout(double rate) {
    return with(new Layer.Dropout(rate));
  }

  private Head with(Layer layer) {
    List<Layer> all = new ArrayList<>(layers);
    all.add(layer);
    return with(all);
  }

  /** Puts other layers between pooling and classifier. */
  Head with(List<Layer> others) {
    return new Head(classes, output, pooling, others, seed, scale, thresholds, decoder);
  }

  /**
   * Sets the seed of the dense layers' initial weights.
   *
   * @param value any
   * @return a new head
   */
  public Head seed(long value) {
    return new Head(classes, output, pooling, layers, value, scale, thresholds, decoder);
  }

  /** As version 0.1 had it where there is no more to say: journals know a head by this. */
  @Override
  public String toString() {
    String more =
        scale.map(its -> ", scale=" + its).orElse("")
            + decoder.map(its -> ", decoder=" + its).orElse("")
            + (thresholds.isEmpty() ? "" : ", thresholds=" + thresholds);
    return "Head[classes=%s, output=%s, pooling=%s, layers=%s, seed=%s%s]"
        .formatted(classes, output, pooling, layers, seed, more);
  }
}
