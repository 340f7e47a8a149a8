package dev.graft.infer;

import dev.graft.graph.LayerScale;

/** Writes a product with a learned number for each channel. */
final class LayerScaleWord implements Word<LayerScale> {
  @Override
  public void write(LayerScale op, OnnxPlace place) {
    place.write("Mul", place.inputs("layer_scale"));
  }
}
