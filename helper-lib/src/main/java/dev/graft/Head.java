package dev.graft;

import dev.graft.data.Numbers;
import dev.graft.data.Scale;
import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is grafted onto a backbone: pooling or flattening, then dense layers and dropout in the
 * order in which they are named, then the classifier.
 *
 * <pre>{@code
 * Head.classifier(data.classes()).dropout(0.2)
 * Head.classifier(data.classes()).flatten().dense(256).dropout(0.5).seed(7)
 * Head.binary(List.of("ant", "bee"))
 * Head.regressor(data.train().numbers())
 * Head.segmenter(streets.classes()).dropout(0.1)
 * }</pre>
 *
 * <p>The classifier begins at 0, so that a fresh head prefers no class (Dosovitskiy et al. 2021,
 * section 3.2). Dense layers before it begin as Glorot and Bengio (2010, equation 16) have it,
 * uniform in {@code ±sqrt(6 / (in + out))} and drawn from the seed alone; biases begin at 0. A
 * decoder's convolutions begin as He et al. (2015, section 2.2) have it, uniform in {@code ±sqrt(6
 * / in)}.
 *
 * @param classes names, in the order of the outputs: of classes, or of a regressor's numbers
 * @param output softmax over all classes, one logit for two, numbers, or classes of all pixels
 * @param pooling of the backbone's last feature map
 * @param layers between pooling and classifier
 * @param seed of the dense layers' initial weights
 * @param scale of a regressor's numbers; empty for classes
 * @param decoder of a segmenter; empty for all others
 */
public record Head(
    List<String> classes,
    Output output,
    Pooling pooling,
    List<Layer> layers,
    long seed,
    Optional<Scale> scale,
    Optional<Decoder> decoder) {
  static final String CLASSIFIER = "head.classifier";
  static final String RESCALE = "head.rescale";
  static final String RESIZE = "head.resize";

  /** What the classifier gives. */
  public enum Output {
    /** One logit a class; probabilities by softmax. */
    SOFTMAX,
    /** One logit, that of the second of two classes; probability by the logistic function. */
    BINARY,
    /** One number or several, in the units of the user. */
    NUMBERS,
    /** One logit a class for every pixel; probabilities by softmax over the classes. */
    MASK
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
  public sealed interface Layer {
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
    boolean numbers = output == Output.NUMBERS;
    if (numbers != scale.isPresent() || numbers && scale.get().means().size() != classes.size()) {
      throw new IllegalArgumentException(
          "scale is " + scale + ", a regressor needs one of its numbers, " + Excerpt.of(classes));
    }
    String given = "classes is " + Excerpt.of(classes);
    if (classes.size() < (numbers ? 1 : 2)
        || classes.size() != classes.stream().distinct().count()) {
      throw new IllegalArgumentException(
          given
              + (numbers ? ", must be different names" : ", must be two or more different names"));
    }
    if (output == Output.BINARY && classes.size() != 2) {
      throw new IllegalArgumentException(
          given + ", a binary head needs exactly two; use Head.classifier");
    }
    if (decoder.isPresent() != (output == Output.MASK)) {
      throw new IllegalArgumentException(
          decoder
              .map(its -> "decoder is " + its + ", which only a segmenter has")
              .orElse("no decoder"));
    }
    boolean pixels = layers.stream().allMatch(Layer.Dropout.class::isInstance);
    if (decoder.isPresent() && !(pixels && pooling == Pooling.AVERAGE)) {
      throw new IllegalArgumentException(
          "a segmenter keeps its pixels: it has dropout, but nothing dense or flattened");
    }
  }

  /** Puts together a head of classes. */
  Head(List<String> classes, Output output, Pooling pooling, List<Layer> layers, long seed) {
    this(classes, output, pooling, layers, seed, Optional.empty(), Optional.empty());
  }

  /**
   * Begins a head that answers with numbers, with average pooling. A fresh one answers with their
   * means, and learns in units of their standard deviations.
   *
   * @param numbers of the training part, which tell names and scale
   * @return the head
   */
  public static Head regressor(Numbers numbers) {
    return new Head(
        numbers.names(),
        Output.NUMBERS,
        Pooling.AVERAGE,
        List.of(),
        42,
        Optional.of(Scale.of(numbers)),
        Optional.empty());
  }

  /**
   * Begins a head that tells the class of every pixel, with the decoder {@link Decoder#FPN}. It
   * reads the whole shorter side of a photo, whatever the weights' crop.
   *
   * @param classes names, two or more, by the value that masks have for them
   * @return the head
   */
  public static Head segmenter(List<String> classes) {
    return new Head(
        classes,
        Output.MASK,
        Pooling.AVERAGE,
        List.of(),
        42,
        Optional.empty(),
        Optional.of(Decoder.FPN));
  }

  /**
   * Chooses what turns the backbone's maps into one of every pixel.
   *
   * @param choice of a segmenter
   * @return a new head
   */
  public Head decoder(Decoder choice) {
    return new Head(classes, output, pooling, layers, seed, scale, Optional.of(choice));
  }

  /**
   * Begins a softmax head with average pooling.
   *
   * @param classes names, two or more
   * @return the head
   */
  public static Head classifier(List<String> classes) {
    return new Head(classes, Output.SOFTMAX, Pooling.AVERAGE, List.of(), 42);
  }

  /**
   * Begins a head with a single logit and average pooling.
   *
   * @param classes two names; the logit is that of the second
   * @return the head
   */
  public static Head binary(List<String> classes) {
    return new Head(classes, Output.BINARY, Pooling.AVERAGE, List.of(), 42);
  }

  /**
   * Keeps every value of the feature map in place of its mean.
   *
   * @return a new head
   */
  public Head flatten() {
    return new Head(classes, output, Pooling.FLATTEN, layers, seed, scale, decoder);
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
    return new Head(classes, output, pooling, others, seed, scale, decoder);
  }

  /**
   * Sets the seed of the dense layers' initial weights.
   *
   * @param value any
   * @return a new head
   */
  public Head seed(long value) {
    return new Head(classes, output, pooling, layers, value, scale, decoder);
  }

  /** As version 0.1 had it where there is no scale: journals of searches know a head by this. */
  @Override
  public String toString() {
    return "Head[classes="
        + classes
        + ", output="
        + output
        + ", pooling="
        + pooling
        + ", layers="
        + layers
        + ", seed="
        + seed
        + scale.map(its -> ", scale=" + its).orElse("")
        + decoder.map(its -> ", decoder=" + its).orElse("")
        + "]";
  }
}
