package dev.graft.infer;

import dev.graft.graph.LayerScale;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.List;

/** Writes a product with a learned number for each channel. */
final class LayerScaleWord implements Word<LayerScale> {
  @Override
  public void write(LayerScale op, OnnxPlace place) {
    if (place.shape().rank() == 3) {
      place.write("Mul", place.inputs("layer_scale"));
      return;
    }
    String name = place.node().key("layer_scale");
    Tensor row = new Tensor(Shape.of(op.channels()), place.weights().get(name).values());
    place.write("Mul", List.of(place.value(), place.graph().constant(name, row)));
  }
}
