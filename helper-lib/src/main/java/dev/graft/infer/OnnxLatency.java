package dev.graft.infer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.graft.graph.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Times an ONNX file on this machine, on an image of zeros or a text of 32 tokens. */
final class OnnxLatency {
  private static final int FEWEST = 3;
  private static final int MOST = 100;
  private static final long ENOUGH_NANOS = 500_000_000L;

  /** Sides of a photo in a file that takes any size. */
  private static final long[] PHOTO = {375, 500};

  /** Length of a text in a file that takes as long ones. */
  private static final int TOKENS = 32;

  private OnnxLatency() {}

  /** Measures batches of some sizes, on all physical cores. */
  static List<OnnxFile.Latency> of(Path file, ModelProto model, Shape in, int... batches) {
    OrtEnvironment environment = OnnxRuntime.environment();
    try (var options = new SessionOptions()) {
      options.setIntraOpNumThreads(Processors.physical());
      try (OrtSession session = session(environment, file, model, options)) {
        return Arrays.stream(batches).mapToObj(n -> latency(environment, session, in, n)).toList();
      }
    } catch (OrtException e) {
      throw new IllegalStateException(
          "onnx runtime cannot load " + file + ": " + e.getMessage(), e);
    }
  }

  /** What lies in a zip file, or went into a pipe, can be read from nowhere but the model. */
  private static OrtSession session(
      OrtEnvironment environment, Path file, ModelProto model, SessionOptions options)
      throws OrtException {
    boolean readable =
        file.getFileSystem().equals(FileSystems.getDefault()) && Files.isRegularFile(file);
    return readable
        ? environment.createSession(file.toString(), options)
        : environment.createSession(model.toByteArray(), options);
  }

  private static OnnxFile.Latency latency(
      OrtEnvironment environment, OrtSession session, Shape in, int n) {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
        inputs.put(
            input.getKey(), some(environment, (TensorInfo) input.getValue().getInfo(), in, n));
      }
      session.run(inputs).close();
      long[] nanos = new long[MOST];
      int runs = 0;
      for (long total = 0; runs < FEWEST || runs < MOST && total < ENOUGH_NANOS; runs++) {
        long start = System.nanoTime();
        session.run(inputs).close();
        nanos[runs] = System.nanoTime() - start;
        total += nanos[runs];
      }
      Arrays.sort(nanos, 0, runs);
      return new OnnxFile.Latency(n, nanos[runs / 2] / 1e6);
    } catch (OrtException e) {
      throw new IllegalStateException("onnx runtime failed: " + e.getMessage(), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor some(OrtEnvironment environment, TensorInfo info, Shape in, int n)
      throws OrtException {
    long[] shape = info.getShape();
    shape[0] = n;
    if (info.type == OnnxJavaType.INT64) {
      int tokens = Math.min(TOKENS, in.get(1));
      long[] ones = new long[n * tokens];
      Arrays.fill(ones, 1); // a token that every vocabulary has, and that is there
      return OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), new long[] {n, tokens});
    }
    for (int axis = 1; axis < shape.length; axis++) {
      shape[axis] = shape[axis] < 0 ? PHOTO[axis - 1] : shape[axis];
    }
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact) * info.type.size;
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.nativeOrder());
    return info.type == OnnxJavaType.UINT8
        ? OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8)
        : OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), shape);
  }
}
