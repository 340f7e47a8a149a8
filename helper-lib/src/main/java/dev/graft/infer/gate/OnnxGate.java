package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.graft.weights.GraftHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The gate: every ONNX model from outside passes here before anything else sees it. What comes out
 * holds numbers, texts and ONNX's own operators, every tensor's bytes inside, and no field that
 * Graft does not know; ONNX Runtime gets what is written anew from it, never the bytes of the file.
 * External data is read into the model, from the file's own folder only.
 *
 * <p>How much it may compute is asked by {@link #requireLight}, once it is known what part is run.
 */
public final class OnnxGate {
  private OnnxGate() {}

  /**
   * Reads a file.
   *
   * @param file which one
   * @return what may be run of it
   * @throws IllegalArgumentException when the file is no ONNX model that Graft takes; the text
   *     names the file
   */
  public static ModelProto read(Path file) {
    return read(file, OnnxVersions.OLDEST_RUN);
  }

  /**
   * Reads a file of which nothing is run: older versions of ONNX's operators are known then.
   *
   * @param file which one
   * @return what may be drawn of it
   * @throws IllegalArgumentException when the file is no ONNX model that Graft takes; the text
   *     names the file
   */
  public static ModelProto readUnrun(Path file) {
    return read(file, OnnxVersions.OLDEST_READ);
  }

  private static ModelProto read(Path file, int oldest) {
    try {
      return checked(bytes(file), new OnnxTensors(file), oldest);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + file.getFileName() + ")", e);
    }
  }

  /**
   * Reads a model that lies beside no files.
   *
   * @param model serialized
   * @return what may be run of it
   * @throws IllegalArgumentException when it is none that Graft takes
   */
  public static ModelProto read(byte[] model) {
    return checked(model, OnnxTensors.NOWHERE, OnnxVersions.OLDEST_RUN);
  }

  /**
   * Demands that a model with one input {@code (N, 3, H, W)} and one output can be run, and takes
   * no more memory and time than {@code GRAFT_ONNX_MIB} allows.
   *
   * @param model which has passed the gate
   * @param images at a time
   * @throws IllegalArgumentException when it takes more; the text names the node that takes most
   */
  public static void requireLight(ModelProto model, int images) {
    OnnxEstimate.require(model, images, OnnxLimit.of(GraftHome.ofThisProcess()));
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("no ONNX file there");
    }
    try {
      if (Files.size(file) > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "file has " + Files.size(file) + " bytes, ONNX allows 2 GiB without external data");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static ModelProto checked(byte[] bytes, OnnxTensors tensors, int oldest) {
    ModelProto model = parsed(bytes);
    if (model.getIrVersion() < 1 || model.getGraph().getNodeCount() == 0) {
      throw new IllegalArgumentException("not an ONNX model");
    }
    OnnxVersions.require(model, oldest);
    OnnxContents.require(model);
    GraphProto graph = model.getGraph();
    OnnxContents.requireOnce(graph.getInitializerList());
    GraphProto.Builder whole = graph.toBuilder().clearInitializer();
    long size = 0;
    for (TensorProto tensor : graph.getInitializerList()) {
      TensorProto inlined = tensors.inlined(tensor);
      size += inlined.getSerializedSize();
      if (size > Integer.MAX_VALUE - (1 << 20)) {
        throw new IllegalArgumentException("weights have more than 2 GiB together");
      }
      whole.addInitializer(inlined);
    }
    return model.toBuilder()
        .clearFunctions()
        .clearTrainingInfo()
        .setProducerName(OnnxText.producer(model.getProducerName()))
        .setGraph(whole)
        .build();
  }

  private static ModelProto parsed(byte[] bytes) {
    OnnxWire.require(bytes, ModelProto.getDescriptor());
    try {
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      in.enableAliasing(true); // weights stay where they were read
      return DiscardUnknownFieldsParser.wrap(ModelProto.parser()).parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an ONNX model, or damaged", e);
    }
  }

  /**
   * Finds the version of ONNX's operators that a model asks for.
   *
   * @param model which one
   * @return the version, 0 where it asks for none
   */
  public static long opset(ModelProto model) {
    return OnnxVersions.opset(model);
  }
}
