package dev.graft.graph;

import java.util.List;

/**
 * What a node computes. Each op knows the shape it produces and the parameters it needs; how it is
 * computed is the translators' matter.
 */
public sealed interface Op
    permits Op.Input,
        Op.Conv,
        Op.BatchNorm,
        Op.Activation,
        Op.Add,
        Op.MaxPool,
        Op.AdaptiveAveragePool,
        Op.GlobalAveragePool,
        Op.Flatten,
        Op.Linear,
        Op.Dropout,
        Op.Onnx,
        Op.Djl,
        AveragePool,
        Concat,
        LayerNorm,
        LayerScale,
        Multiply {

  /**
   * Computes the output's shape, without the batch.
   *
   * @param inputs shapes of the node's inputs, without the batch
   * @return the shape of the output
   */
  Shape output(List<Shape> inputs);

  /**
   * Lists the tensors that this op needs.
   *
   * @return name and shape of each; empty for ops without weights
   */
  default List<Parameter> parameters() {
    return List.of();
  }

  /**
   * Feeds the network.
   *
   * @param shape of one input, {@code (C, H, W)}
   */
  record Input(Shape shape) implements Op {
    @Override
    public Shape output(List<Shape> inputs) {
      return shape;
    }
  }

  /**
   * Convolves {@code (N, in, H, W)} to {@code (N, out, H', W')}.
   *
   * @param in input channels
   * @param out output channels
   * @param height of the kernel
   * @param width of the kernel
   * @param stride in both directions
   * @param padding zeros around the input
   * @param groups 1, or {@code in} for a depthwise convolution
   * @param bias whether it adds a bias
   */
  record Conv(
      int in, int out, int height, int width, int stride, Padding padding, int groups, boolean bias)
      implements Op {
    /** Makes one whose kernel is a square. */
    Conv(int in, int out, int kernel, int stride, Padding padding, int groups, boolean bias) {
      this(in, out, kernel, kernel, stride, padding, groups, bias);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return padding.slide(inputs.get(0), out, height, width, stride);
    }

    @Override
    public List<Parameter> parameters() {
      var weight = new Parameter("weight", Shape.of(out, in / groups, height, width), true);
      return bias ? List.of(weight, new Parameter("bias", Shape.of(out), true)) : List.of(weight);
    }
  }

  /**
   * Normalizes each channel: {@code weight · (x − running_mean) / sqrt(running_var + epsilon) +
   * bias}.
   *
   * @param channels of the input
   * @param epsilon added to the variance
   * @param scale whether there is a weight
   */
  record BatchNorm(int channels, double epsilon, Scale scale) implements Op {
    /** What the normalized value is multiplied by. */
    public enum Scale {
      /** The parameter {@code weight}. */
      LEARNED,
      /** One: there is no such parameter, as with Keras's {@code scale=False}. */
      ONE
    }

    /** Makes one with a weight. */
    BatchNorm(int channels, double epsilon) {
      this(channels, epsilon, Scale.LEARNED);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public List<Parameter> parameters() {
      Shape c = Shape.of(channels);
      List<Parameter> all =
          List.of(
              new Parameter("weight", c, true),
              new Parameter("bias", c, true),
              new Parameter("running_mean", c, false),
              new Parameter("running_var", c, false));
      return scale == Scale.LEARNED ? all : all.subList(1, all.size());
    }
  }

  /**
   * Applies a function to each element.
   *
   * @param function which one
   */
  record Activation(Function function) implements Op {
    /** The element-wise functions that families use. */
    public enum Function {
      /** {@code max(x, 0)}. */
      RELU,
      /** {@code min(max(x, 0), 6)}. */
      RELU6,
      /** {@code 1 / (1 + exp(−x))}. */
      SIGMOID,
      /** {@code x / (1 + exp(−x))}, also named swish. */
      SILU,
      /** The hyperbolic tangent. */
      TANH,
      /** {@code x · Φ(x)} with the normal distribution's Φ, by the error function. */
      GELU
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return inputs.get(0);
    }
  }

  /** Adds two inputs of one shape. */
  record Add() implements Op {
    @Override
    public Shape output(List<Shape> inputs) {
      if (!inputs.get(0).equals(inputs.get(1))) {
        throw new IllegalArgumentException(
            "cannot add " + inputs.get(0) + " and " + inputs.get(1) + ": shapes must be equal");
      }
      return inputs.get(0);
    }
  }

  /**
   * Takes the largest value under each position of a window; a last row or column that no whole
   * window covers is left out.
   *
   * @param kernel side of the window
   * @param stride in both directions
   * @param padding pixels around the input, which never are the largest; at most half the kernel
   */
  record MaxPool(int kernel, int stride, Padding padding) implements Op {
    /** Checks the padding, so that each window holds at least one pixel. */
    public MaxPool {
      padding.requireHalf(kernel);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      Shape x = inputs.get(0);
      return padding.slide(x, x.channels(), kernel, kernel, stride);
    }
  }

  /**
   * Averages to a map of a given side, whatever the input's: output row {@code i} of {@code side}
   * is the mean of the rows from {@code floor(i · H / side)} up to {@code ceil((i + 1) · H /
   * side)}, and columns alike, as torch's {@code AdaptiveAvgPool2d} does.
   *
   * @param side of the output
   */
  record AdaptiveAveragePool(int side) implements Op {
    @Override
    public Shape output(List<Shape> inputs) {
      return Shape.of(inputs.get(0).channels(), side, side);
    }

    /**
     * Writes the average as a matrix: pixels of one channel as a row, times this.
     *
     * @param height of the input
     * @param width of the input
     * @return {@code (height · width, side · side)}, row-major
     */
    public float[] matrix(int height, int width) {
      float[] matrix = new float[height * width * side * side];
      for (int pixel = 0; pixel < height * width; pixel++) {
        for (int bin = 0; bin < side * side; bin++) {
          double rows = share(pixel / width, bin / side, height);
          matrix[pixel * side * side + bin] =
              (float) (rows * share(pixel % width, bin % side, width));
        }
      }
      return matrix;
    }

    private double share(int pixel, int bin, int size) {
      int from = bin * size / side;
      int to = ((bin + 1) * size + side - 1) / side;
      return pixel >= from && pixel < to ? 1.0 / (to - from) : 0;
    }
  }

  /** Averages each channel over its pixels: {@code (N, C, H, W)} to {@code (N, C)}. */
  record GlobalAveragePool() implements Op {
    @Override
    public Shape output(List<Shape> inputs) {
      return Shape.of(inputs.get(0).channels());
    }
  }

  /** Lays out each sample as a vector: {@code (N, C, H, W)} to {@code (N, C·H·W)}. */
  record Flatten() implements Op {
    @Override
    public Shape output(List<Shape> inputs) {
      return Shape.of(Math.toIntExact(inputs.get(0).size()));
    }
  }

  /**
   * Multiplies by a matrix: {@code (N, in)} to {@code (N, out)}, or each pixel of {@code (N, in, H,
   * W)}.
   *
   * @param in input features
   * @param out output features
   */
  record Linear(int in, int out) implements Op {
    @Override
    public Shape output(List<Shape> inputs) {
      Shape x = inputs.get(0);
      return x.rank() == 3 ? Shape.of(out, x.get(1), x.get(2)) : Shape.of(out);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(
          new Parameter("weight", Shape.of(out, in), true),
          new Parameter("bias", Shape.of(out), true));
    }
  }

  /**
   * Zeroes elements while training and scales the others by {@code 1 / (1 − rate)}; at inference it
   * does nothing.
   *
   * @param rate share of elements zeroed, from 0 up to but not including 1
   */
  record Dropout(double rate) implements Op {
    @Override
    public Shape output(List<Shape> inputs) {
      return inputs.get(0);
    }
  }

  /**
   * Computes what an ONNX model says, a network that Graft did not draw. It never learns: its
   * weights lie within it, and the state dict holds only their fingerprint, so that two models'
   * weights never have one hash.
   *
   * @param in shape of one input, {@code (C, H, W)}
   * @param out shape of one output
   * @param size how many weights it has
   * @param model the serialized model, one input and one output
   */
  record Onnx(Shape in, Shape out, long size, Binary model) implements Op {
    /** The parameter that holds the model's SHA-256, one value of 0…255 a byte. */
    public static final Parameter FINGERPRINT = new Parameter("sha256", Shape.of(32), false);

    @Override
    public Shape output(List<Shape> inputs) {
      if (!inputs.get(0).equals(in)) {
        throw new IllegalArgumentException(
            "onnx model takes " + in + ", its input is " + inputs.get(0));
      }
      return out;
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(FINGERPRINT);
    }
  }

  /**
   * Computes what a model of DJL's says: a symbol of MXNet's or a TorchScript module, which only
   * its own engine can run. Like {@link Onnx} it never learns, and only its fingerprint is a
   * weight.
   *
   * @param in shape of one input, {@code (C, H, W)}
   * @param out shape of one output
   * @param size how many parameters it shows
   * @param engine that runs it
   * @param model as DJL's block writes it
   */
  record Djl(Shape in, Shape out, long size, String engine, Binary model) implements Op {
    @Override
    public Shape output(List<Shape> inputs) {
      if (!inputs.get(0).equals(in)) {
        throw new IllegalArgumentException(
            "djl model takes " + in + ", its input is " + inputs.get(0));
      }
      return out;
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(Onnx.FINGERPRINT);
    }
  }
}
