package dev.graft.infer.read;

import dev.graft.graph.Affine;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Reshape;
import dev.graft.graph.Slice;
import dev.graft.graph.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the numbers of a value stood in another one.
 *
 * @param node that other one
 * @param width of its rows
 * @param dims of the value, as it lies in memory
 * @param index for each number its place before
 * @param scale that all were multiplied with
 */
record Moved(String node, int width, List<Integer> dims, int[] index, double scale) {

  /** Goes back from a value to the tokens that it was made of. */
  static Moved back(Graph graph, Map<String, Node> nodes, String value) {
    List<Node> way = new ArrayList<>();
    Node node = nodes.get(value);
    while (moves(node.op())) {
      way.add(0, node);
      node = nodes.get(node.inputs().get(0));
    }
    Moved moved = begin(graph, node.name());
    for (Node step : way) {
      moved = moved.through(step.op(), graph.shape(step.name()).array());
    }
    return moved;
  }

  /** Goes on from a value to the tokens that it becomes; its {@code node} is theirs. */
  static Moved ahead(Graph graph, Map<String, List<Node>> readers, Node from) {
    Moved moved = begin(graph, from.name());
    Node at = from;
    while (moved.rank() != 2) {
      List<Node> behind = readers.getOrDefault(at.name(), List.of());
      boolean one = behind.size() == 1 && !(behind.get(0).op() instanceof Slice);
      if (!one || !moves(behind.get(0).op())) {
        return moved;
      }
      at = behind.get(0);
      moved = moved.through(at.op(), graph.shape(at.name()).array());
    }
    return new Moved(at.name(), moved.width, moved.dims, moved.index, moved.scale);
  }

  private static Moved begin(Graph graph, String node) {
    List<Integer> dims = graph.shape(node).array();
    int[] index = new int[Math.toIntExact(graph.shape(node).size())];
    for (int i = 0; i < index.length; i++) {
      index[i] = i;
    }
    return new Moved(node, dims.get(dims.size() - 1), dims, index, 1);
  }

  /** Moves numbers and changes none, but for a scale. */
  private static boolean moves(Op op) {
    return op instanceof Affine affine && affine.offset() == 0
        || op instanceof Reshape
        || op instanceof Transpose
        || op instanceof Slice;
  }

  private Moved through(Op op, List<Integer> to) {
    if (op instanceof Affine affine) {
      return new Moved(node, width, dims, index, scale * affine.factor());
    }
    if (op instanceof Reshape) {
      return new Moved(node, width, to, index, scale);
    }
    long[] from = longs(dims);
    long[] strides = Places.strides(from);
    long[] target = longs(to);
    int[] moved = new int[Math.toIntExact(Value.product(target))];
    for (int i = 0; i < moved.length; i++) {
      long[] place = Places.index(i, target);
      long[] source = place.clone();
      if (op instanceof Transpose transpose) {
        for (int axis = 0; axis < place.length; axis++) {
          source[transpose.axes().get(axis) - 1] = place[axis];
        }
      } else if (op instanceof Slice slice) {
        source[slice.axis() - 1] = slice.from() + place[slice.axis() - 1] * slice.step();
      }
      moved[i] = index[Places.at(source, strides)];
    }
    return new Moved(node, width, to, moved, scale);
  }

  private static long[] longs(List<Integer> dims) {
    return dims.stream().mapToLong(Integer::longValue).toArray();
  }

  int rank() {
    return dims.size();
  }

  int dim(int axis) {
    return dims.get(axis);
  }

  /** The channel at which it begins. */
  int from() {
    return index[0];
  }

  /** Whether it is {@code (heads, tokens, channels)} of rows that hold one head after another. */
  boolean rowsOfHeads(boolean turned) {
    int tokens = turned ? dim(2) : dim(1);
    int each = turned ? dim(1) : dim(2);
    boolean fits = true;
    for (int i = 0; fits && i < index.length; i++) {
      int head = i / (tokens * each);
      int rest = i % (tokens * each);
      int token = turned ? rest % tokens : rest / each;
      int channel = turned ? rest / tokens : rest % each;
      fits = index[i] == token * width + from() + head * each + channel;
    }
    return fits;
  }

  /** Whether it is rows that hold one head after another, of {@code (heads, tokens, channels)}. */
  boolean headsOfRows(int heads, int each) {
    int tokens = dim(0);
    boolean fits = dim(1) == heads * each && scale == 1;
    for (int i = 0; fits && i < index.length; i++) {
      int token = i / (heads * each);
      int head = i % (heads * each) / each;
      fits = index[i] == (head * tokens + token) * each + i % each;
    }
    return fits;
  }
}
