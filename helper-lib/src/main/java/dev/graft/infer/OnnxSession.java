package dev.graft.infer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.memory.NativeMemory;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One ONNX Runtime session of one slice; the only place that meets its checked exceptions. The
 * environment is shared by the whole process and never closed.
 */
final class OnnxSession implements AutoCloseable {
  private static final int CHUNK_ON_CPU = 8;
  private static final int CHUNK_ON_GPU = 32;

  private final Graph slice;
  private final String device;
  private final OrtEnvironment environment;
  private final NativeMemory.Hold memory;
  private OrtSession session;

  private OnnxSession(
      Graph slice,
      String device,
      OrtEnvironment environment,
      OrtSession session,
      NativeMemory.Hold memory) {
    this.slice = slice;
    this.device = device;
    this.environment = environment;
    this.session = session;
    this.memory = memory;
  }

  static String runtime() {
    return "ONNX Runtime " + OnnxRuntime.environment().getVersion() + " " + OnnxRuntime.providers();
  }

  static OnnxSession open(Graph slice, byte[] model, int threads) {
    OrtEnvironment environment = OnnxRuntime.environment();
    NativeMemory.Hold memory = NativeMemory.hold(bytes(slice, model));
    try (SessionOptions options = options(threads)) {
      String device = cuda(options) ? "cuda:0" : "cpu";
      OrtSession session = environment.createSession(model, options);
      return new OnnxSession(slice, device, environment, session, memory);
    } catch (OrtException e) {
      memory.close();
      throw new IllegalStateException(
          "onnx runtime cannot compile " + slice + ": " + e.getMessage(), e);
    }
  }

  /** The weights as read and as laid out for the kernels, and the largest maps of a chunk. */
  private static long bytes(Graph slice, byte[] model) {
    long largest =
        slice.nodes().stream().mapToLong(n -> slice.shape(n.name()).size()).max().orElse(0);
    return 2L * model.length + 3 * CHUNK_ON_CPU * Float.BYTES * largest;
  }

  /** Gives what all sessions have in common; the caller closes it. */
  static SessionOptions options(int threads) throws OrtException {
    var options = new SessionOptions();
    options.setIntraOpNumThreads(threads);
    // spinning threads would take the cores from the engine that trains between two runs
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    // never ONNX Runtime's own format, whatever the bytes look like
    options.addConfigEntry("session.load_model_format", "ONNX");
    // 1.29 lets a maximum see less than any number where the file pads it with 0
    options.addConfigEntry("optimization.disable_specified_optimizers", "Pad_Fusion");
    // where sums of bytes overflow: right, in place of fast
    options.addConfigEntry("session.x64quantprecision", Processor.here().sumsBytes() ? "0" : "1");
    return options;
  }

  /** Tells how many images one run computes at most. */
  static int mostAtOnce() {
    boolean gpu = OnnxRuntime.providers().contains(OrtProvider.CUDA);
    return gpu ? CHUNK_ON_GPU : CHUNK_ON_CPU;
  }

  /** A runtime built for CUDA may still find no device or no driver; then the CPU computes. */
  private static boolean cuda(SessionOptions options) {
    if (!OnnxRuntime.providers().contains(OrtProvider.CUDA)) {
      return false;
    }
    try {
      options.addCUDA(0);
      return true;
    } catch (OrtException noDevice) {
      return false;
    }
  }

  String device() {
    return device;
  }

  /** Tells how many images one run computes best. */
  int chunk() {
    return device.equals("cpu") ? CHUNK_ON_CPU : CHUNK_ON_GPU;
  }

  /** Computes samples from direct buffers straight into others. */
  void run(List<FloatBuffer> in, Extent extent, List<FloatBuffer> out) {
    if (session == null) {
      throw new IllegalStateException("compiled body of " + slice + " is closed");
    }
    try (var inputs = tensors(slice.inputs(), in, extent);
        var outputs = tensors(slice.outputs(), out, extent);
        var result = session.run(inputs.byName(), outputs.byName())) {
      assert result.size() == out.size();
    } catch (OrtException e) {
      throw new IllegalStateException("onnx runtime failed on " + slice + ": " + e.getMessage(), e);
    }
  }

  /**
   * Computes samples and shows all that the model gives, and what it takes.
   *
   * @param each gets each value's name and floats, which are gone afterwards
   */
  void watch(List<FloatBuffer> in, Extent extent, BiConsumer<String, FloatBuffer> each) {
    try (var inputs = tensors(slice.inputs(), in, extent);
        var result = session.run(inputs.byName())) {
      for (int i = 0; i < in.size(); i++) {
        each.accept(slice.inputs().get(i), in.get(i));
      }
      for (Map.Entry<String, OnnxValue> value : result) {
        each.accept(value.getKey(), ((OnnxTensor) value.getValue()).getFloatBuffer());
      }
    } catch (OrtException e) {
      throw new IllegalStateException("onnx runtime failed on " + slice + ": " + e.getMessage(), e);
    }
  }

  private OnnxTensors tensors(List<String> names, List<FloatBuffer> buffers, Extent extent)
      throws OrtException {
    var tensors = new OnnxTensors();
    for (int i = 0; i < names.size(); i++) {
      long[] shape = extent.shape(slice.shape(names.get(i))).batch(extent.samples());
      tensors.add(names.get(i), OnnxTensor.createTensor(environment, buffers.get(i), shape));
    }
    return tensors;
  }

  @Override
  public void close() {
    if (session != null) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("onnx runtime cannot close " + slice, e);
      }
      session = null;
      memory.close();
    }
  }
}
