package dev.graft.infer;

import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Runs a slice of a network in ONNX Runtime: batch normalizations folded, on the first CUDA device
 * where ONNX Runtime has one, else on the CPU.
 *
 * <pre>{@code
 * try (var body = CompiledBody.compile(graph.until("block6.1"), weights)) {
 *   body.run(images, 16, features);   // (16, 3, 224, 224) -> (16, 192, 7, 7)
 * }
 * }</pre>
 *
 * <p>An image gives the same bits in a batch of any size and at any place in it. Images are
 * computed a fixed number at a time; a smaller rest is padded to it, unless a probe with noise
 * shows once that this size of rest gives the same bits by itself.
 */
public final class CompiledBody implements Body {
  private final List<Shape> inputs;
  private final List<Shape> outputs;
  private final WholeInputs whole;
  private final OnnxSession session;
  private final Rest rest;

  /** Held by whoever runs a batch. */
  private final Lock running;

  /** Held by whoever closes: no batch is under way then. */
  private final Lock closing;

  private CompiledBody(Graph slice, OnnxSession session, Lock running, Lock closing) {
    this.running = running;
    this.closing = closing;
    this.inputs = slice.shapes(slice.inputs());
    this.outputs = slice.shapes(slice.outputs());
    this.whole = WholeInputs.of(slice);
    this.session = session;
    this.rest = new Rest(session::run, session.chunk(), inputs, whole, outputs);
  }

  /**
   * Tells whether ONNX Runtime is on the class path and has a native library for this machine.
   *
   * @return false where the training engine must compute the frozen part too
   */
  public static boolean available() {
    return OnnxRuntime.available();
  }

  /**
   * Names what computes: bits may differ from one to the next.
   *
   * @return ONNX Runtime's version and its providers
   */
  public static String runtime() {
    return OnnxSession.runtime();
  }

  /**
   * Compiles for all physical cores.
   *
   * @param slice of a network
   * @param weights that hold at least the slice's tensors
   * @return the body, to be closed by the caller
   * @throws IllegalArgumentException when a tensor is missing or the slice computes nothing
   * @throws IllegalStateException when ONNX Runtime is not available or refuses the model
   */
  public static CompiledBody compile(Graph slice, StateDict weights) {
    return compile(slice, weights, Processors.physical());
  }

  /**
   * Compiles for all physical cores, some layers in whole numbers.
   *
   * @param slice of a network
   * @param weights that hold at least the slice's tensors
   * @param int8 how those layers compute; empty: all in float
   * @return the body, to be closed by the caller
   * @throws IllegalArgumentException when a tensor is missing or the slice computes nothing
   * @throws IllegalStateException when ONNX Runtime is not available or refuses the model
   */
  public static CompiledBody compile(Graph slice, StateDict weights, Optional<Quantization> int8) {
    return compile(slice, weights, Processors.physical(), int8);
  }

  /**
   * Compiles for a number of threads.
   *
   * @param slice of a network
   * @param weights that hold at least the slice's tensors
   * @param threads that compute one batch together, at least 1
   * @return the body, to be closed by the caller
   * @throws IllegalArgumentException when a tensor is missing, the slice computes nothing or the
   *     thread count is below 1
   * @throws IllegalStateException when ONNX Runtime is not available or refuses the model
   */
  public static CompiledBody compile(Graph slice, StateDict weights, int threads) {
    return compile(slice, weights, threads, Optional.empty());
  }

  private static CompiledBody compile(
      Graph slice, StateDict weights, int threads, Optional<Quantization> int8) {
    Lock turn = new ReentrantReadWriteLock().writeLock();
    return new CompiledBody(slice, session(slice, weights, threads, int8), turn, turn);
  }

  /**
   * Compiles for callers that run batches at the same time, as the tasks of an executor do: each
   * computes on its own thread, and all share those that the session has beside.
   *
   * @param slice of a network
   * @param weights that hold at least the slice's tensors
   * @param threads that compute one batch together where nobody else computes, at least 1
   * @param int8 how some layers compute in whole numbers; empty: all in float
   * @return the body, to be closed by the caller; closing waits for batches that are under way
   * @throws IllegalArgumentException as for {@link #compile(Graph, StateDict, int)}
   * @throws IllegalStateException when ONNX Runtime is not available or refuses the model
   */
  public static CompiledBody concurrent(
      Graph slice, StateDict weights, int threads, Optional<Quantization> int8) {
    ReadWriteLock turns = new ReentrantReadWriteLock();
    OnnxSession session = session(slice, weights, threads, int8);
    return new CompiledBody(slice, session, turns.readLock(), turns.writeLock());
  }

  private static OnnxSession session(
      Graph slice, StateDict weights, int threads, Optional<Quantization> int8) {
    if (threads < 1) {
      throw new IllegalArgumentException("thread count is " + threads + ", must be at least 1");
    }
    return OnnxSession.open(slice, OnnxExport.bytes(slice, weights, Map.of(), int8), threads);
  }

  @Override
  public List<Shape> inputShapes() {
    return inputs;
  }

  @Override
  public List<Shape> outputShapes() {
    return outputs;
  }

  /**
   * Names the device that computes.
   *
   * @return {@code cpu} or {@code cuda:0}
   */
  public String device() {
    return session.device();
  }

  /**
   * Computes a batch. All buffers are read and written from their positions, which stay.
   *
   * @param in direct, native order, {@code (N, …)} of {@link #inputShapes()}
   * @param extent at least 1 sample
   * @param out direct, native order, {@code (N, …)} of {@link #outputShapes()}; filled
   * @throws IllegalArgumentException when a buffer is not direct or too short, or holds an id or a
   *     mask's value that there is not
   * @throws IllegalStateException when closed
   */
  @Override
  public void run(List<FloatBuffer> in, Extent extent, List<FloatBuffer> out) {
    running.lock();
    try {
      batch(in, extent, out);
    } finally {
      running.unlock();
    }
  }

  private void batch(List<FloatBuffer> in, Extent extent, List<FloatBuffer> out) {
    int n = extent.samples();
    if (n < 1) {
      throw new IllegalArgumentException("batch has " + n + " images, needs at least 1");
    }
    check("in", in, extent, inputs);
    check("out", out, extent, outputs);
    whole.check(in, extent);
    Extent chunk = extent.samples(session.chunk());
    int full = n / chunk.samples() * chunk.samples();
    for (int at = 0; at < full; at += chunk.samples()) {
      session.run(rows(in, at, chunk, inputs), chunk, rows(out, at, chunk, outputs));
    }
    if (full < n) {
      Extent left = extent.samples(n - full);
      rest.run(rows(in, full, left, inputs), left, rows(out, full, left, outputs));
    }
  }

  private static List<FloatBuffer> rows(
      List<FloatBuffer> buffers, int from, Extent some, List<Shape> shapes) {
    List<FloatBuffer> rows = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      FloatBuffer buffer = buffers.get(i);
      int begin = buffer.position() + from * some.samples(1).floats(shapes.get(i));
      rows.add(buffer.slice(begin, some.floats(shapes.get(i))));
    }
    return rows;
  }

  private static void check(
      String name, List<FloatBuffer> buffers, Extent extent, List<Shape> shapes) {
    if (buffers.size() != shapes.size()) {
      throw new IllegalArgumentException(
          name + " has " + buffers.size() + " buffers, needs one for each of " + shapes);
    }
    for (int i = 0; i < shapes.size(); i++) {
      check(name, buffers.get(i), extent.samples(), extent.shape(shapes.get(i)));
    }
  }

  private static void check(String name, FloatBuffer buffer, int n, Shape shape) {
    if (!buffer.isDirect() || buffer.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(name + " must be a direct buffer in native byte order");
    }
    if (buffer.remaining() < n * shape.size()) {
      throw new IllegalArgumentException(
          name
              + " has "
              + buffer.remaining()
              + " floats, "
              + n
              + " × "
              + shape
              + " needs "
              + n * shape.size());
    }
  }

  /** Frees the session; a second call does nothing. */
  @Override
  public void close() {
    closing.lock();
    try {
      session.close();
    } finally {
      closing.unlock();
    }
  }
}
