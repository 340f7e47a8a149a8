package dev.graft.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Redraws a network so that its maps stay large: a step beyond the wanted stride is not made, and
 * every later window has holes in its place (Chen et al. 2017, Rethinking Atrous Convolution,
 * section 3.1). No weight sees other pixels than before, so that the old map is every second, or
 * fourth, pixel of the new one; where channels are weighed by means of a map (squeeze and
 * excitation), these are means of the larger one.
 *
 * <pre>{@code
 * Graph fine = Dilation.of(ResNet.of(50, 224, 1000), 8);   // maps of 28 × 28 to the end
 * }</pre>
 *
 * <p>ResNets come out as torchvision draws them with {@code replace_stride_with_dilation}. Where a
 * step was padded at the bottom and right only, as TensorFlow does, its window still lies below and
 * to the right.
 */
public final class Dilation {
  /** What sees one pixel at a time, and so no holes. */
  private static final Set<Class<? extends Op>> PIXELWISE =
      Set.of(
          Activation.class,
          Add.class,
          BatchNorm.class,
          Concat.class,
          Dropout.class,
          LayerNorm.class,
          LayerScale.class,
          Linear.class,
          Multiply.class);

  /**
   * How far a map is from the input.
   *
   * @param stride pixels of the input from one of its own to the next
   * @param holes by how much later windows are spread
   */
  private record Reach(int stride, int holes) {
    static final Reach INPUT = new Reach(1, 1);
  }

  private final Graph graph;
  private final int stride;
  private final Map<String, Reach> reaches = new HashMap<>();

  private Dilation(Graph graph, int stride) {
    this.graph = graph;
    this.stride = stride;
  }

  /**
   * Redraws a network.
   *
   * @param graph that steps further than wanted
   * @param stride pixels of the input to one of the last map
   * @return the same layers, with the same parameters
   * @throws IllegalArgumentException when it never steps as far, or when what would be spread is no
   *     convolution; the text names the layer
   */
  public static Graph of(Graph graph, int stride) {
    List<Node> nodes = new Dilation(graph, stride).nodes();
    if (nodes.equals(graph.nodes())) {
      throw new IllegalArgumentException(refusal(graph, stride) + "it takes no step beyond that");
    }
    return new Graph(graph.name(), nodes, graph.stages());
  }

  private static String refusal(Graph graph, int stride) {
    return graph.name() + " has no output stride of " + stride + ": ";
  }

  private List<Node> nodes() {
    List<Node> drawn = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Reach before =
          node.inputs().stream()
              .map(reaches::get)
              .max(Comparator.comparingInt(Reach::stride))
              .orElse(Reach.INPUT);
      drawn.add(new Node(node.name(), drawn(node, before), node.inputs()));
    }
    return drawn;
  }

  private Op drawn(Node node, Reach before) {
    Op op = node.op();
    int step = step(op);
    boolean spreads = step > 1 && (before.holes() > 1 || before.stride() * step > stride);
    Reach after =
        spreads
            ? new Reach(before.stride(), before.holes() * step)
            : new Reach(before.stride() * step, before.holes());
    reaches.put(node.name(), op instanceof GlobalAveragePool ? Reach.INPUT : after);
    if (after.holes() == 1
        || op instanceof GlobalAveragePool
        || PIXELWISE.contains(op.getClass())) {
      return op;
    }
    if (op instanceof Conv conv && conv.steps().rows() == conv.steps().columns()) {
      return spread(conv, before.holes(), spreads);
    }
    throw new IllegalArgumentException(
        refusal(graph, stride)
            + "layer \""
            + node.name()
            + "\" ("
            + op.getClass().getSimpleName()
            + ") cannot have holes as a convolution can");
  }

  private static int step(Op op) {
    if (op instanceof Conv conv) {
      return conv.steps().rows();
    }
    if (op instanceof WindowPool pool) {
      return pool.steps().rows();
    }
    if (op instanceof AveragePool pool) {
      return pool.stride();
    }
    if (op instanceof PatchMerging) {
      return 2;
    }
    return op instanceof MaxPool pool ? pool.stride() : 1;
  }

  /**
   * Above and to the left it sees what it saw; without its step it gives a map of its input's size.
   */
  private static Conv spread(Conv conv, int holes, boolean stepless) {
    Steps old = conv.steps();
    int rows = conv.height() == 1 ? 1 : old.spreadRows() * holes;
    int columns = conv.width() == 1 ? 1 : old.spreadColumns() * holes;
    Padding pad = conv.padding();
    int top = pad.top() * holes;
    int left = pad.left() * holes;
    return new Conv(
        conv.in(),
        conv.out(),
        conv.height(),
        conv.width(),
        new Steps(1, 1, rows, columns),
        new Padding(
            top,
            left,
            stepless ? (conv.height() - 1) * rows - top : pad.bottom() * holes,
            stepless ? (conv.width() - 1) * columns - left : pad.right() * holes),
        conv.groups(),
        conv.bias());
  }
}
