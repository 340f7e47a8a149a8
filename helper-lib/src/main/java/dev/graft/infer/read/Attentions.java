package dev.graft.infer.read;

import dev.graft.graph.Affine;
import dev.graft.graph.Attention;
import dev.graft.graph.Concat;
import dev.graft.graph.Graph;
import dev.graft.graph.MatMul;
import dev.graft.graph.Node;
import dev.graft.graph.Softmax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Attention over a text's tokens that was written out as products, found again: whatever order the
 * axes were put into, what counts is which number of which token meets which.
 */
final class Attentions {
  private static final double NEAR = 1e-5;

  private final Graph graph;
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, List<Node>> readers = new HashMap<>();
  private final Map<String, List<Node>> drawn = new HashMap<>();

  private Attentions(Graph graph) {
    this.graph = graph;
    for (Node node : graph.nodes()) {
      nodes.put(node.name(), node);
      Set.copyOf(node.inputs())
          .forEach(value -> readers.computeIfAbsent(value, v -> new ArrayList<>()).add(node));
    }
  }

  /** Draws each as one layer; those that are none stay products. */
  static Graph of(Graph graph) {
    var all = new Attentions(graph);
    graph.nodes().stream().filter(node -> node.op() instanceof Softmax).forEach(all::find);
    List<Node> nodes =
        graph.nodes().stream()
            .flatMap(node -> all.drawn.getOrDefault(node.name(), List.of(node)).stream())
            .toList();
    return new Graph(graph.name(), nodes, List.of()).until(graph.output());
  }

  private void find(Node softmax) {
    double scale = 1;
    Node scores = nodes.get(softmax.inputs().get(0));
    for (String before = next(scores); !before.isEmpty(); before = next(scores)) {
      scale *= scores.op() instanceof Affine affine ? affine.factor() : 1;
      scores = nodes.get(before);
    }
    List<Node> behind = readers.getOrDefault(softmax.name(), List.of());
    boolean products =
        scores.op() instanceof MatMul
            && behind.size() == 1
            && behind.get(0).op() instanceof MatMul
            && behind.get(0).inputs().get(0).equals(softmax.name());
    if (!products) {
      return;
    }
    Node product = behind.get(0);
    Moved q = Moved.back(graph, nodes, scores.inputs().get(0));
    Moved k = Moved.back(graph, nodes, scores.inputs().get(1));
    Moved v = Moved.back(graph, nodes, product.inputs().get(1));
    if (q.rank() != 3 || k.rank() != 3 || v.rank() != 3) {
      return;
    }
    int heads = q.dim(0);
    int each = q.dim(2);
    boolean fits = q.rowsOfHeads(false) && k.rowsOfHeads(true) && v.rowsOfHeads(false);
    if (!fits || v.scale() != 1 || v.dim(0) != heads || v.dim(2) != each) {
      return;
    }
    Moved out = Moved.ahead(graph, readers, product);
    if (out.rank() == 2 && out.headsOfRows(heads, each)) {
      draw(out.node(), List.of(q, k, v), heads, scale * q.scale() * k.scale() * Math.sqrt(each));
    }
  }

  /** What scores were before their scale and their mask; empty where they are neither. */
  private String next(Node node) {
    if (node.op() instanceof Affine affine && affine.offset() == 0) {
      return node.inputs().get(0);
    }
    List<String> others = node.inputs().stream().filter(input -> !isMask(input)).toList();
    return node.inputs().size() == 2 && others.size() == 1 ? others.get(0) : "";
  }

  private boolean isMask(String value) {
    Set<String> seen = new HashSet<>();
    String at = value;
    while (seen.add(at) && nodes.get(at).inputs().size() == 1) {
      at = nodes.get(at).inputs().get(0);
    }
    return at.equals(MaskedScores.MASK);
  }

  private void draw(String name, List<Moved> parts, int heads, double scale) {
    List<String> bases = new ArrayList<>(parts.stream().map(Moved::node).toList());
    int channels = parts.get(0).dim(0) * parts.get(0).dim(2);
    boolean one = Set.copyOf(bases).size() == 1;
    List<Integer> from = parts.stream().map(Moved::from).toList();
    boolean exact = Math.abs(scale - 1) < NEAR;
    List<Node> own = new ArrayList<>();
    String read = bases.get(0);
    if (one
        && exact
        && from.equals(List.of(0, channels, 2 * channels))
        && width(read) == 3 * channels) {
      own.add(attention(name, heads, read));
    } else if (from.equals(List.of(0, 0, 0))
        && bases.stream().allMatch(b -> width(b) == channels)) {
      if (!exact) {
        own.add(new Node(name + ":scale", new Affine(scale, 0), List.of(read)));
        bases.set(0, name + ":scale");
      }
      own.add(new Node(name + ":qkv", new Concat(), bases));
      own.add(attention(name, heads, name + ":qkv"));
    } else {
      return;
    }
    drawn.put(name, own);
  }

  private int width(String node) {
    return graph.shape(node).channels();
  }

  private static Node attention(String name, int heads, String read) {
    return new Node(name, new Attention(heads), List.of(read, MaskedScores.MASK));
  }
}
