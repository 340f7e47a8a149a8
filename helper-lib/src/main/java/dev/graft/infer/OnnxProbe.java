package dev.graft.infer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.graft.graph.Shape;
import dev.graft.weights.Excerpt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/** Runs a model once on two images of zeros, to see what comes out. */
final class OnnxProbe {
  static final int BATCH = 2;

  private OnnxProbe() {}

  /** Gives the shape of one output: {@code (C, H, W)} or {@code (C)}. */
  static Shape outputShape(ModelProto model, Shape in) {
    OrtEnvironment environment = OnnxRuntime.environment();
    try (SessionOptions options = OnnxSession.options(Processors.physical())) {
      // one run: memory that is kept for the next one is only taken from others
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      try (OrtSession session = environment.createSession(model.toByteArray(), options);
          OnnxTensor zeros = zeros(environment, in);
          var result = session.run(Map.of(session.getInputNames().iterator().next(), zeros))) {
        return shape((TensorInfo) result.get(0).getInfo());
      }
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "onnx runtime cannot run the model on two images: " + Excerpt.of(e), e);
    }
  }

  private static OnnxTensor zeros(OrtEnvironment environment, Shape in) throws OrtException {
    long[] shape = in.batch(BATCH);
    int bytes = Math.toIntExact(Arrays.stream(shape).reduce(Float.BYTES, Math::multiplyExact));
    ByteBuffer zeros = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(environment, zeros.asFloatBuffer(), shape);
  }

  private static Shape shape(TensorInfo info) {
    long[] all = info.getShape();
    if (info.type != OnnxJavaType.FLOAT || all.length != 2 && all.length != 4) {
      throw new IllegalArgumentException(
          "output is %s of %s, must be floats (N, C) or (N, C, H, W); choose another"
              .formatted(info.type, Arrays.toString(all)));
    }
    if (all[0] != BATCH) {
      throw new IllegalArgumentException(
          "two images give an output of %s; export the model with an open batch size"
              .formatted(Arrays.toString(all)));
    }
    return Shape.of(Arrays.stream(all).skip(1).mapToInt(Math::toIntExact).toArray());
  }
}
