package dev.graft.infer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.graft.graph.Shape;
import dev.graft.infer.gate.OnnxGate;
import dev.graft.weights.Excerpt;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of an ONNX file under the names that they had where it was exported from: nothing of
 * it is run. PyTorch's exporter turns the matrix of a linear layer around and forgets its name; the
 * node that multiplies by it still says which layer it is, {@code
 * /encoder/layer.0/output/dense/MatMul}, and so it becomes {@code
 * encoder.layer.0.output.dense.weight}, {@code (out, in)} again.
 */
public final class OnnxWeights {
  private static final String MATRIX = "/MatMul";

  private OnnxWeights() {}

  /**
   * Reads the floats of a file.
   *
   * @param file in ONNX format; passes the gate that every such file passes
   * @return its tensors of floats, by name
   * @throws IllegalArgumentException when the file is none that Graft takes; the text names it
   */
  public static StateDict read(Path file) {
    ModelProto model = OnnxGate.read(file);
    Map<String, String> layers = new HashMap<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      boolean matrix = node.getOpType().equals("MatMul") && node.getInputCount() == 2;
      if (matrix && node.getName().startsWith("/") && node.getName().endsWith(MATRIX)) {
        String path = node.getName().substring(1, node.getName().length() - MATRIX.length());
        layers.put(node.getInput(1), path.replace('/', '.') + ".weight");
      }
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (TensorProto one : model.getGraph().getInitializerList()) {
      if (one.getDataType() == DataType.FLOAT.getNumber() && one.getDimsCount() > 0) {
        boolean nameless = one.getName().startsWith("onnx::") && one.getDimsCount() == 2;
        String layer = nameless ? layers.get(one.getName()) : null;
        Tensor tensor = tensor(one);
        Tensor before =
            tensors.put(
                layer == null ? one.getName() : layer, layer == null ? tensor : turned(tensor));
        if (before != null) {
          throw new IllegalArgumentException(
              "two tensors of %s are of one layer, %s"
                  .formatted(file.getFileName(), Excerpt.quoted(layer)));
        }
      }
    }
    return StateDict.of(tensors);
  }

  private static Tensor tensor(TensorProto proto) {
    List<Integer> dimensions = proto.getDimsList().stream().map(Math::toIntExact).toList();
    Shape shape = new Shape(dimensions);
    if (proto.hasRawData()) {
      FloatBuffer values =
          proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      return new Tensor(shape, values);
    }
    float[] values = new float[proto.getFloatDataCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = proto.getFloatData(i);
    }
    return Tensor.of(shape, values);
  }

  private static Tensor turned(Tensor matrix) {
    int rows = matrix.shape().get(0);
    int columns = matrix.shape().get(1);
    FloatBuffer from = matrix.values();
    float[] to = new float[from.remaining()];
    for (int i = 0; i < to.length; i++) {
      to[i] = from.get(from.position() + i % rows * columns + i / rows);
    }
    return Tensor.of(Shape.of(columns, rows), to);
  }
}
