package dev.graft.infer;

import dev.graft.graph.DjlModel;

/** Refuses a model of DJL's. */
final class DjlModelWord implements Word<DjlModel> {
  @Override
  public void write(DjlModel op, OnnxPlace place) {
    throw new IllegalArgumentException(
        "layer \""
            + place.name()
            + "\" is a model of DJL's, which has no ONNX form; export it where it comes from and"
            + " begin with Backbone.onnx(file)");
  }
}
