package dev.graft.graph;

import dev.graft.graph.Activation.Function;

/** The words that append one layer which reads the last node. */
abstract sealed class Layering permits GraphBuilder {
  /**
   * Tells what the last node produces.
   *
   * @return its shape, without the batch
   */
  public abstract Shape shape();

  /**
   * Appends any op that reads the last node.
   *
   * @param node its name
   * @param op what it computes
   * @return this
   */
  public abstract GraphBuilder then(String node, Op op);

  private GraphBuilder unchanged() {
    return (GraphBuilder) this;
  }

  /**
   * Appends a convolution without bias.
   *
   * @param node its name
   * @param out output channels
   * @param kernel its side
   * @param stride in both directions
   * @param padding around the input
   * @return this
   */
  public GraphBuilder conv(String node, int out, int kernel, int stride, Padding padding) {
    return then(node, new Conv(shape().channels(), out, kernel, stride, padding, 1, false));
  }

  /**
   * Appends a convolution with bias, as networks without batch normalization have it.
   *
   * @param node its name
   * @param out output channels
   * @param kernel its side
   * @param stride in both directions
   * @param padding around the input
   * @return this
   */
  public GraphBuilder biasedConv(String node, int out, int kernel, int stride, Padding padding) {
    return then(node, new Conv(shape().channels(), out, kernel, stride, padding, 1, true));
  }

  /**
   * Appends a 1×1 convolution without bias.
   *
   * @param node its name
   * @param out output channels
   * @return this
   */
  public GraphBuilder pointwise(String node, int out) {
    return conv(node, out, 1, 1, Padding.NONE);
  }

  /**
   * Appends a depthwise convolution without bias: each channel has a kernel of its own.
   *
   * @param node its name
   * @param kernel its side
   * @param stride in both directions
   * @param padding around the input
   * @return this
   */
  public GraphBuilder depthwise(String node, int kernel, int stride, Padding padding) {
    int c = shape().channels();
    return then(node, new Conv(c, c, kernel, stride, padding, c, false));
  }

  /**
   * Computes TensorFlow's "same" padding for the present size.
   *
   * @param kernel its side
   * @param stride in both directions
   * @return the padding
   */
  public Padding same(int kernel, int stride) {
    return Padding.same(shape().get(1), shape().get(2), kernel, stride);
  }

  /**
   * Appends a batch normalization.
   *
   * @param node its name
   * @param epsilon added to the variance
   * @return this
   */
  public GraphBuilder batchNorm(String node, double epsilon) {
    return then(node, new BatchNorm(shape().channels(), epsilon));
  }

  /**
   * Appends an element-wise function.
   *
   * @param node its name
   * @param function which one
   * @return this
   */
  public GraphBuilder activation(String node, Function function) {
    return then(node, new Activation(function));
  }

  /**
   * Appends {@code max(x, 0)}.
   *
   * @param node its name
   * @return this
   */
  public GraphBuilder relu(String node) {
    return activation(node, Function.RELU);
  }

  /**
   * Appends {@code min(max(x, 0), 6)}.
   *
   * @param node its name
   * @return this
   */
  public GraphBuilder relu6(String node) {
    return activation(node, Function.RELU6);
  }

  /**
   * Appends a maximum over a window.
   *
   * @param node its name
   * @param kernel side of the window
   * @param stride in both directions
   * @param padding pixels on each side, at most half the kernel
   * @return this
   */
  public GraphBuilder maxPool(String node, int kernel, int stride, int padding) {
    return maxPool(node, kernel, stride, Padding.all(padding));
  }

  /**
   * Appends a maximum over a window whose padding may differ from side to side.
   *
   * @param node its name
   * @param kernel side of the window
   * @param stride in both directions
   * @param padding around the input, at most half the kernel
   * @return this
   */
  public GraphBuilder maxPool(String node, int kernel, int stride, Padding padding) {
    return then(node, new MaxPool(kernel, stride, padding));
  }

  /**
   * Appends an average to a map of a given side; where the map has that side already there is
   * nothing to append.
   *
   * @param node its name
   * @param side of the output
   * @return this
   */
  public GraphBuilder adaptiveAveragePool(String node, int side) {
    boolean fits = shape().get(1) == side && shape().get(2) == side;
    return fits ? unchanged() : then(node, new AdaptiveAveragePool(side));
  }

  /**
   * Appends an average over all pixels.
   *
   * @param node its name
   * @return this
   */
  public GraphBuilder globalAveragePool(String node) {
    return then(node, new GlobalAveragePool());
  }

  /**
   * Appends a flattening.
   *
   * @param node its name
   * @return this
   */
  public GraphBuilder flatten(String node) {
    return then(node, new Flatten());
  }

  /**
   * Appends a dense layer.
   *
   * @param node its name
   * @param out output features
   * @return this
   */
  public GraphBuilder linear(String node, int out) {
    return then(node, new Linear(shape().channels(), out));
  }

  /**
   * Appends a dropout.
   *
   * @param node its name
   * @param rate share of elements zeroed while training
   * @return this
   */
  public GraphBuilder dropout(String node, double rate) {
    return then(node, new Dropout(rate));
  }
}
