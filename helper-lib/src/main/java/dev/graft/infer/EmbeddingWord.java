package dev.graft.infer;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.graft.graph.Embedding;
import java.util.List;

/** Writes a choice of rows by ids, which come as floats. */
final class EmbeddingWord implements Word<Embedding> {
  @Override
  public void write(Embedding op, OnnxPlace place) {
    List<String> inputs = place.inputs("weight");
    String flat = place.graph().whole("embedding/flat", 0, -1);
    String row = place.step("Reshape", "flat", inputs.get(0), flat);
    var whole = OnnxGraph.integer("to", DataType.INT64.getNumber());
    String places = place.step("Cast", "places", List.of(row), whole);
    place.write("Gather", List.of(inputs.get(1), places), OnnxGraph.integer("axis", 0));
  }
}
