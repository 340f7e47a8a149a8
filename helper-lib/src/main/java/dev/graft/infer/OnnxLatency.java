package dev.graft.infer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Times an ONNX file on this machine, on an image of zeros. */
final class OnnxLatency {
  private static final int FEWEST = 3;
  private static final int MOST = 100;
  private static final long ENOUGH_NANOS = 500_000_000L;

  /** Sides of a photo in a file that takes any size. */
  private static final long[] PHOTO = {375, 500};

  private OnnxLatency() {}

  /** Measures batches of some sizes, on all physical cores. */
  static List<OnnxFile.Latency> of(Path file, ModelProto model, int... batches) {
    OrtEnvironment environment = OnnxRuntime.environment();
    try (var options = new SessionOptions()) {
      options.setIntraOpNumThreads(Processors.physical());
      try (OrtSession session = session(environment, file, model, options)) {
        return Arrays.stream(batches).mapToObj(n -> latency(environment, session, n)).toList();
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

  private static OnnxFile.Latency latency(OrtEnvironment environment, OrtSession session, int n) {
    try (OnnxTensor zeros = zeros(environment, session, n)) {
      Map<String, OnnxTensor> input = Map.of(session.getInputNames().iterator().next(), zeros);
      session.run(input).close();
      long[] nanos = new long[MOST];
      int runs = 0;
      for (long total = 0; runs < FEWEST || runs < MOST && total < ENOUGH_NANOS; runs++) {
        long start = System.nanoTime();
        session.run(input).close();
        nanos[runs] = System.nanoTime() - start;
        total += nanos[runs];
      }
      Arrays.sort(nanos, 0, runs);
      return new OnnxFile.Latency(n, nanos[runs / 2] / 1e6);
    } catch (OrtException e) {
      throw new IllegalStateException("onnx runtime failed: " + e.getMessage(), e);
    }
  }

  private static OnnxTensor zeros(OrtEnvironment environment, OrtSession session, int n)
      throws OrtException {
    var info = (TensorInfo) session.getInputInfo().values().iterator().next().getInfo();
    long[] shape = info.getShape();
    shape[0] = n;
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
