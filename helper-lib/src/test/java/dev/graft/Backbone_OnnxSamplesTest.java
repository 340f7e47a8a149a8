package dev.graft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.graft.data.InputContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gathers from the numbers of all samples, as torch's second exporter writes as_strided. */
class Backbone_OnnxSamplesTest {
  private static final InputContract SMALL = InputContract.rgb(8, 127.5f, 127.5f, 1);

  @TempDir Path folder;

  /** The mean of 4 maps, picked from all means: sample n's begin at {@code n · each}. */
  private OnnxBackbone file(long each, long... places) {
    GraphProto.Builder graph = OnnxModels.classifier().getGraph().toBuilder();
    var nodes = List.copyOf(graph.getNodeList());
    var picked = OnnxModels.whole("places", places).toBuilder().clearDims();
    picked.addAllDims(List.of(1L, (long) places.length, 1L, 1L));
    graph
        .clearNode()
        .addAllNode(nodes.subList(0, 3))
        .addNode(OnnxModels.node("Shape", "shape", "image"))
        .addNode(OnnxModels.node("Gather", "samples", "shape", "zero"))
        .addNode(OnnxModels.node("Range", "count", "zero", "samples", "one"))
        .addNode(OnnxModels.node("Mul", "begin", "count", "each"))
        .addNode(OnnxModels.node("Reshape", "begins", "begin", "columns"))
        .addNode(OnnxModels.node("Add", "own", "begins", "places"))
        .addNode(OnnxModels.node("Reshape", "all", "pooled", "flat"))
        .addNode(OnnxModels.node("Gather", "strided", "all", "own"))
        .addNode(OnnxModels.node("Flatten", "features", "strided"))
        .addNode(nodes.get(4))
        .addInitializer(number("zero", 0))
        .addInitializer(number("one", 1))
        .addInitializer(number("each", each))
        .addInitializer(OnnxModels.whole("columns", -1, 1, 1, 1))
        .addInitializer(OnnxModels.whole("flat", -1))
        .addInitializer(picked);
    ModelProto.Builder model = OnnxModels.model(graph);
    return Backbone.onnx(OnnxModels.write(folder.resolve("strided.onnx"), model)).contract(SMALL);
  }

  private static TensorProto number(String name, long value) {
    return OnnxModels.whole(name, value).toBuilder().clearDims().build();
  }

  @Test
  void takesWhatTheFileTakes() {
    for (long[] places : new long[][] {{0, 1, 2, 3}, {2, 0, 3, 1}}) {
      OnnxBackbone file = file(4, places);
      try (TransferModel whole = file.load();
          TransferModel layers = file.on("PyTorch").trainable().load()) {
        float[][] expected = Transfer.extractFeatures(whole, Garden.IMAGES.test()).values();
        float[][] got = Transfer.extractFeatures(layers, Garden.IMAGES.test()).values();
        for (int i = 0; i < expected.length; i++) {
          assertArrayEquals(expected[i], got[i], 1e-5f);
        }
      }
    }
  }

  @Test
  void whatBelongsToAnotherSampleIsRefused() {
    OnnxBackbone between = file(3, 0, 1, 2, 3).trainable();
    String why = assertThrows(IllegalArgumentException.class, between::load).getMessage();
    assertTrue(why.contains("\"strided_node\" (Gather"), why);
    assertTrue(why.contains("it works across samples"), why);
    OnnxBackbone beyond = file(4, 1, 2, 3, 4).trainable();
    why = assertThrows(IllegalArgumentException.class, beyond::load).getMessage();
    assertTrue(why.contains("it works across samples"), why);
  }
}
