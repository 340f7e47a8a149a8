package dev.graft.graph;

import java.util.List;

/**
 * Convolves {@code (N, in, H, W)} to {@code (N, out, H', W')}.
 *
 * @param in input channels
 * @param out output channels
 * @param height of the kernel
 * @param width of the kernel
 * @param steps its stride and dilation, of each direction
 * @param padding zeros around the input
 * @param groups 1, or {@code in} for a depthwise convolution
 * @param bias whether it adds a bias
 */
public record Conv(
    int in, int out, int height, int width, Steps steps, Padding padding, int groups, boolean bias)
    implements Op {
  /**
   * Makes one without holes that moves by as much in both directions.
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
  public Conv(
      int in,
      int out,
      int height,
      int width,
      int stride,
      Padding padding,
      int groups,
      boolean bias) {
    this(in, out, height, width, Steps.of(stride), padding, groups, bias);
  }

  /** Makes one whose kernel is a square. */
  Conv(int in, int out, int kernel, int stride, Padding padding, int groups, boolean bias) {
    this(in, out, kernel, kernel, stride, padding, groups, bias);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return padding.slide(inputs.get(0), out, height, width, steps);
  }

  @Override
  public List<Parameter> parameters() {
    var weight = new Parameter("weight", Shape.of(out, in / groups, height, width), true);
    return bias ? List.of(weight, new Parameter("bias", Shape.of(out), true)) : List.of(weight);
  }
}
