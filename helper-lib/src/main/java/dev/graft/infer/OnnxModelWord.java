package dev.graft.infer;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.graft.graph.OnnxModel;
import dev.graft.graph.Opaque;
import dev.graft.infer.gate.OnnxGate;

/** Writes the model that somebody else drew into the larger one. */
final class OnnxModelWord implements Word<OnnxModel> {
  @Override
  public void write(OnnxModel op, OnnxPlace place) {
    byte[] bytes = op.model().toArray();
    Fingerprint.require(bytes, place.weights().get(place.node().key(Opaque.FINGERPRINT)));
    ModelProto model = OnnxGate.read(bytes);
    place.demand(OnnxGate.opset(model), model.getIrVersion());
    place.stand(OnnxInline.into(place.graph(), model, place.value(), place.reserved()));
  }
}
