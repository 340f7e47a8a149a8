package dev.graft.graph;

import java.util.List;

/**
 * Normalizes each pixel, each token, or a vector, over its channels (Ba et al. 2016): {@code weight
 * · (x − mean) / sqrt(variance + epsilon) + bias}.
 *
 * @param channels of the input
 * @param epsilon added to the variance
 */
public record LayerNorm(int channels, double epsilon) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public List<Parameter> parameters() {
    Shape c = Shape.of(channels);
    return List.of(new Parameter("weight", c, true), new Parameter("bias", c, true));
  }
}
