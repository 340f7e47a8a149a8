package dev.graft.graph;

import java.util.List;

/**
 * What a node computes. Each op knows the shape it produces and the parameters it needs; how it is
 * computed is the translators' matter.
 */
public sealed interface Op {

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
   * @param kernel side of the kernel
   * @param stride in both directions
   * @param padding zeros around the input
   * @param groups 1, or {@code in} for a depthwise convolution
   * @param bias whether it adds a bias
   */
  record Conv(int in, int out, int kernel, int stride, Padding padding, int groups, boolean bias)
      implements Op {
    @Override
    public Shape output(List<Shape> inputs) {
      Shape x = inputs.get(0);
      int height = (x.get(1) + padding.top() + padding.bottom() - kernel) / stride + 1;
      int width = (x.get(2) + padding.left() + padding.right() - kernel) / stride + 1;
      return Shape.of(out, height, width);
    }

    @Override
    public List<Parameter> parameters() {
      var weight = new Parameter("weight", Shape.of(out, in / groups, kernel, kernel), true);
      return bias ? List.of(weight, new Parameter("bias", Shape.of(out), true)) : List.of(weight);
    }
  }

  /**
   * Normalizes each channel: {@code weight · (x − running_mean) / sqrt(running_var + epsilon) +
   * bias}.
   *
   * @param channels of the input
   * @param epsilon added to the variance
   */
  record BatchNorm(int channels, double epsilon) implements Op {
    @Override
    public Shape output(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public List<Parameter> parameters() {
      Shape c = Shape.of(channels);
      return List.of(
          new Parameter("weight", c, true),
          new Parameter("bias", c, true),
          new Parameter("running_mean", c, false),
          new Parameter("running_var", c, false));
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
      /** The hyperbolic tangent. */
      TANH
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
   * @param padding pixels on each side, which never are the largest; at most half the kernel
   */
  record MaxPool(int kernel, int stride, int padding) implements Op {
    /** Checks the padding, so that each window holds at least one pixel. */
    public MaxPool {
      if (2 * padding > kernel) {
        throw new IllegalArgumentException(
            "padding is " + padding + ", must be at most half of the kernel " + kernel);
      }
    }

    @Override
    public Shape output(List<Shape> inputs) {
      Shape x = inputs.get(0);
      int height = (x.get(1) + 2 * padding - kernel) / stride + 1;
      int width = (x.get(2) + 2 * padding - kernel) / stride + 1;
      return Shape.of(x.channels(), height, width);
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
   * Multiplies by a matrix: {@code (N, in)} to {@code (N, out)}.
   *
   * @param in input features
   * @param out output features
   */
  record Linear(int in, int out) implements Op {
    @Override
    public Shape output(List<Shape> inputs) {
      return Shape.of(out);
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
