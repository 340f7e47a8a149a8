package dev.graft.infer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Reads an ONNX file and checks what can be checked without running it: nothing but the standard
 * operators, no subgraphs, every tensor's bytes there. External data is read into the model, from
 * the file's own folder only.
 */
final class OnnxReader {
  /** What ONNX Runtime 1.22 and 1.23 both know, and what the head's own nodes need. */
  static final int NEWEST_OPSET = 22;

  static final int OLDEST_OPSET = 11;
  private static final int NEWEST_IR = 10;
  private static final Set<String> STANDARD = Set.of("", "ai.onnx");

  private final Path file;
  private final OnnxTensors tensors;

  private OnnxReader(Path file) {
    this.file = file;
    this.tensors = new OnnxTensors(file);
  }

  /**
   * @throws IllegalArgumentException when the file is no ONNX model that Graft takes; the text
   *     names the file
   */
  static ModelProto read(Path file) {
    OnnxReader reader = new OnnxReader(file);
    try {
      return reader.checked(parsed(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + file.getFileName() + ")", e);
    }
  }

  private static ModelProto parsed(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("no ONNX file there");
    }
    try {
      if (Files.size(file) > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "file has " + Files.size(file) + " bytes, ONNX allows 2 GiB without external data");
      }
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
      if (model.getIrVersion() < 1 || model.getGraph().getNodeCount() == 0) {
        throw new IllegalArgumentException("not an ONNX model");
      }
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an ONNX model, or damaged", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  static long opset(ModelProto model) {
    return model.getOpsetImportList().stream()
        .filter(set -> STANDARD.contains(set.getDomain()))
        .mapToLong(OperatorSetIdProto::getVersion)
        .max()
        .orElse(0);
  }

  private ModelProto checked(ModelProto model) {
    long opset = opset(model);
    if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
      throw new IllegalArgumentException(
          "opset is %d; export the model at one from %d to %d"
              .formatted(opset, OLDEST_OPSET, NEWEST_OPSET));
    }
    if (model.getIrVersion() > NEWEST_IR) {
      throw new IllegalArgumentException(
          "ONNX format version is %d, at most %d is read"
              .formatted(model.getIrVersion(), NEWEST_IR));
    }
    GraphProto graph = model.getGraph();
    graph.getNodeList().forEach(this::check);
    if (graph.getSparseInitializerCount() > 0) {
      throw new IllegalArgumentException("sparse weights are not read");
    }
    GraphProto.Builder whole = graph.toBuilder().clearInitializer();
    long bytes = 0;
    for (TensorProto tensor : graph.getInitializerList()) {
      TensorProto inlined = tensors.inlined(tensor);
      bytes += inlined.getSerializedSize();
      if (bytes > Integer.MAX_VALUE - (1 << 20)) {
        throw new IllegalArgumentException("weights have more than 2 GiB together");
      }
      whole.addInitializer(inlined);
    }
    return model.toBuilder().setGraph(whole).build();
  }

  private void check(NodeProto node) {
    String said = "node \"%s\" (%s)".formatted(node.getName(), node.getOpType());
    if (!STANDARD.contains(node.getDomain())) {
      throw new IllegalArgumentException(
          said
              + " is of the domain \""
              + node.getDomain()
              + "\"; only ONNX's own operators are run");
    }
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG() || attribute.getGraphsCount() > 0) {
        throw new IllegalArgumentException(
            said + " holds a graph of its own; export the model without control flow");
      }
      if (attribute.hasT()) {
        tensors.requireInside(attribute.getT());
      }
      attribute.getTensorsList().forEach(tensors::requireInside);
    }
  }
}
