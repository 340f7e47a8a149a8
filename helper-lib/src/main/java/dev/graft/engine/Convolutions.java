package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.util.PairList;
import dev.graft.engine.Choice.Way;
import dev.graft.graph.Conv;
import dev.graft.graph.Padding;
import dev.graft.graph.Steps;
import java.util.Locale;

/**
 * A convolution whose padding may differ from side to side, which no engine's op takes as it is:
 * the input is padded first.
 */
final class Convolutions {
  /** What PyTorch's oneDNN reads of a map's channels at once. */
  private static final int LANES = 16;

  /** The pixels that a kernel of one pixel meets. */
  private static final String MET = ":,:,::%d,::%d";

  private Convolutions() {}

  /**
   * Convolves.
   *
   * @param choices whether one of a single pixel is a product
   * @param x {@code (N, in, H, W)}
   * @param weight {@code (out, in / groups, k, k)}
   * @param bias {@code (out)} or null
   */
  static NDArray convolve(Choices choices, Conv conv, NDArray x, NDArray weight, NDArray bias) {
    Padding p = conv.padding();
    boolean pointwise =
        conv.height() * conv.width() == 1 && conv.steps().equals(Steps.of(1)) && conv.groups() == 1;
    if (pointwise && p.equals(Padding.NONE) && choices.is(Choice.POINTWISE, Way.PRODUCT)) {
      return multiply(conv, x, weight, bias);
    }
    if (p.equals(Padding.NONE) && overrun(conv, x)) {
      String steps = String.format(Locale.ROOT, MET, conv.steps().rows(), conv.steps().columns());
      try (NDArray met = x.get(steps)) {
        return run(conv, Steps.of(1), met, weight, bias, 0, 0);
      }
    }
    if (p.symmetric()) {
      return run(conv, x, weight, bias, p.top(), p.left());
    }
    try (NDArray padded = pad(x, p, 0)) {
      return run(conv, padded, weight, bias, 0, 0);
    }
  }

  /**
   * Whether PyTorch 2.7.1 would write beyond the gradient of the weights, and die of it: it does on
   * AVX-512 with channels last, where a kernel of one pixel steps over a map of few channels.
   */
  private static boolean overrun(Conv conv, NDArray x) {
    return Engines.isPyTorch(x)
        && conv.height() * conv.width() == 1
        && conv.steps().rows() * conv.steps().columns() > 1
        && conv.groups() == 1
        && conv.in() < LANES;
  }

  /** DJL's own {@code pad} is missing on MXNet, whose engine has the operator all the same. */
  static NDArray pad(NDArray x, Padding p, float value) {
    if (Engines.isPyTorch(x)) {
      return x.pad(new Shape(p.left(), p.right(), p.top(), p.bottom()), value);
    }
    PairList<String, String> options = new PairList<>();
    options.add("mode", "constant");
    options.add("constant_value", Float.toString(value));
    options.add(
        "pad_width",
        String.format(
            Locale.ROOT, "(0,0,0,0,%d,%d,%d,%d)", p.top(), p.bottom(), p.left(), p.right()));
    return x.getManager().invoke("Pad", new NDList(x), options).singletonOrThrow();
  }

  /**
   * Multiplies each pixel by a matrix. With channels last in memory that needs no copy, and
   * PyTorch's product is faster than its convolution on some processors. Measured on the last four
   * blocks of EfficientNet-Lite0: with AVX2 a tenth more images a second, on one with AVX-512 a
   * quarter fewer, on another the same.
   */
  private static NDArray multiply(Conv conv, NDArray x, NDArray weight, NDArray bias) {
    Shape in = x.getShape();
    return Temporaries.allBut(
        () -> {
          NDArray pixels = x.transpose(0, 2, 3, 1).reshape(-1, conv.in());
          NDArray matrix = weight.reshape(conv.out(), conv.in());
          return Linear.linear(pixels, matrix, bias)
              .singletonOrThrow()
              .reshape(in.get(0), in.get(2), in.get(3), conv.out())
              .transpose(0, 3, 1, 2);
        });
  }

  private static NDArray run(
      Conv conv, NDArray x, NDArray weight, NDArray bias, int rows, int columns) {
    return run(conv, conv.steps(), x, weight, bias, rows, columns);
  }

  private static NDArray run(
      Conv conv, Steps steps, NDArray x, NDArray weight, NDArray bias, int rows, int columns) {
    return x.getNDArrayInternal()
        .convolution(
            x,
            weight,
            bias,
            new Shape(steps.rows(), steps.columns()),
            new Shape(rows, columns),
            new Shape(steps.spreadRows(), steps.spreadColumns()),
            conv.groups())
        .singletonOrThrow();
  }
}
