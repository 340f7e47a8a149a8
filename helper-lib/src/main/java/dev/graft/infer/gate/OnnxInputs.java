package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a file takes, before it is decided how to read it: its weights, nearly all of it, are passed
 * over. Nothing else is checked here; the gate does that when the file is read.
 */
public final class OnnxInputs {
  /** A file has no more inputs, weights among them, and tells no more of them. */
  private static final int MOST_BYTES = 16 << 20;

  /** What an entry costs that says nothing. */
  private static final int EACH = 32;

  /** What a byte of an input becomes at most: two are an axis. */
  private static final int OBJECTS = 32;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final CodedInputStream in;
  private long held;

  private OnnxInputs(CodedInputStream in) {
    this.in = in;
  }

  /**
   * Reads inputs and the names of weights.
   *
   * @param file in ONNX format
   * @return a graph of nothing else: weights have names alone
   * @throws IllegalArgumentException when the file is damaged; the text names it
   */
  public static GraphProto of(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("no ONNX file there (" + file.getFileName() + ")");
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      OnnxInputs inputs = new OnnxInputs(CodedInputStream.newInstance(bytes));
      inputs.model();
      return inputs.graph.build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "not an ONNX model, or damaged (" + file.getFileName() + ")", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void model() throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (is(tag, ModelProto.GRAPH_FIELD_NUMBER)) {
        int outside = in.pushLimit(in.readRawVarint32());
        graph();
        in.popLimit(outside);
      } else {
        skip(tag);
      }
    }
  }

  private void graph() throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (is(tag, GraphProto.INPUT_FIELD_NUMBER)) {
        graph.addInput(ValueInfoProto.parseFrom(held(OBJECTS)));
      } else if (is(tag, GraphProto.INITIALIZER_FIELD_NUMBER)) {
        int outside = in.pushLimit(in.readRawVarint32());
        weight();
        in.popLimit(outside);
      } else {
        skip(tag);
      }
    }
  }

  private void weight() throws IOException {
    TensorProto.Builder named = TensorProto.newBuilder();
    hold(0);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (is(tag, TensorProto.NAME_FIELD_NUMBER)) {
        named.setNameBytes(ByteString.copyFrom(held(1)));
      } else {
        skip(tag);
      }
    }
    graph.addInitializer(named);
  }

  /** Bytes of which each becomes so many when they are read. */
  private byte[] held(int times) throws IOException {
    int size = in.readRawVarint32();
    hold((long) times * size);
    return in.readRawBytes(size);
  }

  private void hold(long bytes) throws InvalidProtocolBufferException {
    held += EACH + bytes;
    if (bytes < 0 || held > MOST_BYTES) {
      throw new InvalidProtocolBufferException("inputs and names take more than 16 MiB");
    }
  }

  /** ONNX has no groups, which could lie in one another without end. */
  private void skip(int tag) throws IOException {
    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_START_GROUP) {
      throw new InvalidProtocolBufferException("a group");
    }
    in.skipField(tag);
  }

  private static boolean is(int tag, int field) {
    return WireFormat.getTagFieldNumber(tag) == field
        && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }
}
