package dev.graft.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Stage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A network as a file that a person can read: a line a layer, with what it computes and reads, and
 * the stages. No weights, and nothing that is executed.
 */
public final class GraphJson {
  private static final int MOST_NODES = 50_000;
  private static final int MOST_INPUTS = 1_000;

  /** Elements of one value of one sample. */
  private static final long MOST_ELEMENTS = 1 << 26;

  private static final ObjectMapper JSON = new ObjectMapper();

  private GraphJson() {}

  /**
   * Describes a network.
   *
   * @param graph any whose ops are data, as those are that a file was read into
   * @return UTF-8
   */
  public static byte[] write(Graph graph) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", graph.name());
    ArrayNode nodes = json.putArray("nodes");
    for (Node node : graph.nodes()) {
      ObjectNode one = nodes.addObject();
      one.put("name", node.name());
      OpJson.write(node.op(), one);
      node.inputs().forEach(one.putArray("inputs")::add);
    }
    json.put("output", graph.output());
    ArrayNode stages = json.putArray("stages");
    for (Stage stage : graph.stages()) {
      ObjectNode one = stages.addObject();
      one.put("name", stage.name());
      one.put("kind", stage.kind().name());
      stage.nodes().forEach(one.putArray("nodes")::add);
    }
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  /**
   * Reads a network that somebody may have changed.
   *
   * @param what the file's name
   * @param bytes UTF-8
   * @return the network
   * @throws IllegalArgumentException when it is none, or one that takes too much; the text says why
   */
  public static Graph read(String what, ByteBuffer bytes) {
    Fields json = new Fields(BoundedJson.object(what, bytes));
    List<Node> nodes = new ArrayList<>();
    for (Fields node : json.objects("nodes", MOST_NODES)) {
      Op op = OpJson.read(node);
      List<String> inputs = node.texts("inputs", MOST_INPUTS);
      nodes.add(new Node(node.text("name"), op, inputs));
    }
    if (nodes.isEmpty()) {
      throw new WeightsException(what + " has no layers");
    }
    List<Stage> stages = new ArrayList<>();
    for (Fields stage : json.objects("stages", MOST_NODES)) {
      Stage.Kind kind = stage.one("kind", Stage.Kind.values());
      stages.add(new Stage(stage.text("name"), kind, stage.texts("nodes", MOST_NODES)));
    }
    return checked(what, json, nodes, stages);
  }

  private static Graph checked(String what, Fields json, List<Node> nodes, List<Stage> stages) {
    Graph graph;
    try {
      graph = new Graph(json.text("name"), nodes, stages);
    } catch (RuntimeException e) {
      // ops of shapes that no file of Graft's has fail in their own ways
      throw new WeightsException(what + " is no network: " + Excerpt.of(e), e);
    }
    if (!graph.output().equals(json.text("output"))) {
      throw new WeightsException(
          what + " gives " + Excerpt.quoted(json.text("output")) + ", its last layer is another");
    }
    Set<String> names = new HashSet<>();
    for (Node node : nodes) {
      names.add(node.name());
      long size = graph.shape(node.name()).size();
      if (size > MOST_ELEMENTS) {
        throw new WeightsException(
            String.format(
                Locale.ROOT,
                "%s: layer %s makes %d numbers of one sample, at most %d are made",
                what,
                Excerpt.quoted(node.name()),
                size,
                MOST_ELEMENTS));
      }
    }
    for (Stage stage : stages) {
      if (!names.containsAll(stage.nodes())) {
        throw new WeightsException(
            what + ": stage " + Excerpt.quoted(stage.name()) + " has a layer that is not there");
      }
    }
    return graph;
  }
}
