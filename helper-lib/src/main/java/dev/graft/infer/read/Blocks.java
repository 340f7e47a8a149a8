package dev.graft.infer.read;

import dev.graft.graph.BatchNorm;
import dev.graft.graph.Graph;
import dev.graft.graph.Input;
import dev.graft.graph.Node;
import dev.graft.graph.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the blocks of a network that nobody described. It may be divided where a single value
 * carries everything; what lies between two such places and has branches, a residual block, stays
 * whole. Parts whose layers share the name of one repeated block, {@code layers.3}, are one block.
 */
final class Blocks {
  /** {@code layer1.0}, {@code blocks.2.1}, {@code encoder.layers.encoder_layer_3}. */
  private static final Pattern BLOCK =
      Pattern.compile("^(?:[^.]*[^.\\d][^.]*\\.)+?\\d+(?:\\.\\d+)*(?=\\.|$)|^.*?_\\d+(?=\\.)");

  private static final Pattern NUMBERED = Pattern.compile("\\d");

  private Blocks() {}

  /** Names the stages of a graph. */
  static Graph of(Graph graph) {
    List<Node> nodes = graph.nodes();
    String head = Classifier.input(graph);
    List<Part> parts = merged(attached(parts(graph, head)));
    if (graph.inputs().size() > 1) {
      parts = begun(parts);
    }
    List<Stage> stages = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    int number = 0;
    for (Part part : parts) {
      Stage.Kind kind = kind(part);
      number += kind == Stage.Kind.BLOCK ? 1 : 0;
      String wanted = part.head ? "head" : part.name.isEmpty() ? "block" + number : part.name;
      String name = wanted;
      for (int i = 2; !taken.add(name); i++) {
        name = wanted + "_" + i;
      }
      stages.add(new Stage(name, kind, part.nodes));
    }
    return new Graph(graph.name(), nodes, stages);
  }

  /** Nodes between two places where a single value carries everything. */
  private static final class Part {
    final List<String> nodes = new ArrayList<>();
    boolean learns;
    boolean onlyNormalizes = true;
    boolean head;
    String name = "";

    void add(Part other) {
      nodes.addAll(other.nodes);
      learns |= other.learns;
      onlyNormalizes &= other.onlyNormalizes;
      name = name.isEmpty() ? other.name : name;
    }
  }

  private static List<Part> parts(Graph graph, String headInput) {
    Map<String, Integer> last = new HashMap<>();
    List<Node> nodes = graph.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      int at = i;
      nodes.get(i).inputs().forEach(input -> last.put(input, at));
    }
    last.put(graph.output(), nodes.size());
    List<String> inputs = graph.inputs();
    inputs.subList(1, inputs.size()).forEach(last::remove); // a mask is there throughout
    List<Part> parts = new ArrayList<>();
    Part part = new Part();
    boolean head = false;
    Set<String> open = new HashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      int at = i;
      open.add(node.name());
      open.removeIf(name -> last.getOrDefault(name, -1) <= at);
      if (!(node.op() instanceof Input)) {
        part.nodes.add(node.name());
        boolean learns = node.op().parameters().stream().anyMatch(p -> p.learned());
        part.learns |= learns;
        part.onlyNormalizes &= !learns || node.op() instanceof BatchNorm;
        part.name = learns && part.name.isEmpty() ? block(node.name()) : part.name;
        part.head = head;
      }
      boolean single = open.size() == 1 && open.contains(node.name()) || i == nodes.size() - 1;
      if (single && !part.nodes.isEmpty()) {
        parts.add(part);
        part = new Part();
      }
      head |= node.name().equals(headInput) && !headInput.equals(graph.output());
    }
    return parts;
  }

  /** What learns nothing, or normalizes what is before it, belongs to it. */
  private static List<Part> attached(List<Part> parts) {
    List<Part> all = new ArrayList<>();
    for (Part part : parts) {
      Part before = all.isEmpty() ? null : all.get(all.size() - 1);
      boolean follows = !part.learns || part.onlyNormalizes || part.head;
      if (before != null && before.head == part.head && follows) {
        before.add(part);
      } else {
        all.add(part);
      }
    }
    return all;
  }

  /** Parts of one repeated block follow each other. */
  private static List<Part> merged(List<Part> parts) {
    List<Part> all = new ArrayList<>();
    for (Part part : parts) {
      Part before = all.isEmpty() ? null : all.get(all.size() - 1);
      boolean same =
          before != null
              && before.head == part.head
              && !part.name.isEmpty()
              && before.name.equals(part.name);
      if (same || before != null && !before.head && !part.head && !before.learns) {
        before.add(part);
      } else {
        all.add(part);
      }
    }
    return all;
  }

  /** What is before the first of a text's numbered blocks makes tokens of its ids. */
  private static List<Part> begun(List<Part> parts) {
    Part first = new Part();
    List<Part> all = new ArrayList<>(List.of(first));
    for (Part part : parts) {
      if (all.size() == 1 && !NUMBERED.matcher(part.name).find() && !part.head) {
        first.add(part);
      } else {
        all.add(part);
      }
    }
    first.learns = false;
    first.name = "embeddings";
    return first.nodes.isEmpty() ? parts : all;
  }

  private static Stage.Kind kind(Part part) {
    if (part.head) {
      return Stage.Kind.HEAD;
    }
    return part.learns ? Stage.Kind.BLOCK : Stage.Kind.PLAIN;
  }

  private static String block(String layer) {
    Matcher matcher = BLOCK.matcher(layer);
    return matcher.find() ? matcher.group() : layer.replaceFirst(":.*", "");
  }
}
