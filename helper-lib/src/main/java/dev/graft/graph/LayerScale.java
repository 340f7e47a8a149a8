package dev.graft.graph;

import java.util.List;

/**
 * Multiplies each channel of a map, or of tokens, by a learned number (Touvron et al. 2021), named
 * as torchvision names it.
 *
 * @param channels of the input
 */
public record LayerScale(int channels) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("layer_scale", Shape.of(channels, 1, 1), true));
  }
}
