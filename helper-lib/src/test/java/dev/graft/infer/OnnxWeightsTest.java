package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWeightsTest {
  @TempDir private Path folder;

  private Path file(String... layers) throws IOException {
    OnnxGraph graph = new OnnxGraph("exported");
    graph.input("x", Shape.of(2));
    graph.constant("onnx::MatMul_12", Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
    graph.constant("onnx::MatMul_13", Tensor.of(Shape.of(2, 2), 1, 2, 3, 4));
    graph.constant("layer.0.bias", Tensor.of(Shape.of(3), 7, 8, 9));
    graph.whole("onnx::Reshape_14", 1, 2);
    String at = "x";
    for (int i = 0; i < layers.length; i++) {
      String next = "y" + i;
      graph.node("MatMul", layers[i], List.of(at, "onnx::MatMul_1" + (2 + i)), next);
      at = next;
    }
    graph.output(at, Shape.of(3));
    Path file = folder.resolve("exported.onnx");
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(6)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(11))
            .setGraph(graph.build())
            .build();
    Files.write(file, model.toByteArray());
    assertEquals(DataType.FLOAT.getNumber(), model.getGraph().getInitializer(0).getDataType());
    return file;
  }

  @Test
  void aMatrixGetsItsLayersNameAndIsTurnedBack() throws IOException {
    StateDict read = OnnxWeights.read(file("/layer.0/MatMul"));
    assertEquals(Set.of("layer.0.weight", "onnx::MatMul_13", "layer.0.bias"), read.names());
    assertEquals(Shape.of(3, 2), read.get("layer.0.weight").shape());
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, read.get("layer.0.weight").toArray());
    assertArrayEquals(new float[] {7, 8, 9}, read.get("layer.0.bias").toArray());
  }

  @Test
  void twoMatricesOfOneLayerAreRefused() throws IOException {
    Path file = file("/layer.0/MatMul", "/layer.0/MatMul");
    assertEquals(
        "two tensors of exported.onnx are of one layer, \"layer.0.weight\"",
        assertThrows(IllegalArgumentException.class, () -> OnnxWeights.read(file)).getMessage());
  }
}
