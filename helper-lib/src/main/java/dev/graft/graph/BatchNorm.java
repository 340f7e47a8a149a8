package dev.graft.graph;

import java.util.List;

/**
 * Normalizes each channel: {@code weight · (x − running_mean) / sqrt(running_var + epsilon) +
 * bias}.
 *
 * @param channels of the input
 * @param epsilon added to the variance
 * @param scale whether there is a weight
 */
public record BatchNorm(int channels, double epsilon, Scale scale) implements Op {
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
