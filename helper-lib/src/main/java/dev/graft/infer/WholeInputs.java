package dev.graft.infer;

import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The inputs of a network that hold whole numbers: ids, which are places in a table, or a mask's 0
 * and 1. Whoever hands inputs to an engine or to ONNX Runtime checks them here first, because those
 * look up whatever they are given.
 *
 * <pre>{@code
 * WholeInputs whole = WholeInputs.of(graph);
 * whole.check(List.of(ids, mask), Extent.of(16));   // ids of sample 3: 30522 at 7, must be a whole …
 * }</pre>
 */
public final class WholeInputs {
  private final List<String> inputs;
  private final List<Shape> shapes;
  private final Map<String, Integer> below;

  private WholeInputs(List<String> inputs, List<Shape> shapes, Map<String, Integer> below) {
    this.inputs = inputs;
    this.shapes = shapes;
    this.below = below;
  }

  /**
   * Asks the ops of a network what they want to read.
   *
   * @param graph a network, or a slice of one
   * @return which of its inputs hold whole numbers
   */
  public static WholeInputs of(Graph graph) {
    Map<String, Integer> below = new HashMap<>();
    for (Node node : graph.nodes()) {
      for (int i = 0; i < node.inputs().size(); i++) {
        String read = node.inputs().get(i);
        OptionalInt limit = node.op().below(i);
        if (limit.isPresent() && graph.inputs().contains(read)) {
          below.merge(read, limit.getAsInt(), Math::min);
        }
      }
    }
    return new WholeInputs(graph.inputs(), graph.shapes(graph.inputs()), below);
  }

  /**
   * Tells what an input may hold.
   *
   * @param index of the input
   * @return the number that its values are whole numbers below, from 0 up; empty where any float
   *     will do
   */
  public OptionalInt below(int index) {
    Integer limit = below.get(inputs.get(index));
    return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
  }

  /**
   * Checks what is about to be computed.
   *
   * @param values a buffer for each input, {@code (N, …)}, read from its position on, which stays
   * @param extent how many samples, and how long they are
   * @throws IllegalArgumentException when one of the values is no whole number, or too high or low;
   *     the text names the input, the value and its place
   */
  public void check(List<FloatBuffer> values, Extent extent) {
    for (int i = 0; i < inputs.size(); i++) {
      check(i, values.get(i), extent);
    }
  }

  /**
   * Checks one input.
   *
   * @param index of the input
   * @param values {@code (N, …)}, read from its position on, which stays
   * @param extent how many samples, and how long they are
   * @throws IllegalArgumentException as {@link #check(List, Extent)} does
   */
  public void check(int index, FloatBuffer values, Extent extent) {
    OptionalInt limit = below(index);
    if (limit.isEmpty()) {
      return;
    }
    int size = extent.samples(1).floats(shapes.get(index));
    int count = extent.floats(shapes.get(index));
    for (int i = 0; i < count; i++) {
      float value = values.get(values.position() + i);
      boolean counted = value >= 0 && value < limit.getAsInt() && value == Math.rint(value);
      if (!counted) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s of sample %d: %s at %d, must be %s",
                inputs.get(index),
                i / size,
                shown(value),
                i % size,
                wanted(limit.getAsInt())));
      }
    }
  }

  private static String shown(float value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Float.toString(value);
  }

  private static String wanted(int limit) {
    return limit == 2 ? "0 or 1" : "a whole number from 0 to " + (limit - 1);
  }
}
