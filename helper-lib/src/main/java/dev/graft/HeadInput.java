package dev.graft;

import dev.graft.graph.Dropout;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the classifier of a head reads, or neighbours are asked about for it; and the network of a
 * calibrated model, which gives that behind what it says, so that one pass tells both.
 */
final class HeadInput {
  private static final String BOTH = "trust.both";

  private HeadInput() {}

  /** Demands a classifier that was grafted on. */
  static void require(ModelState now) {
    now.requireClasses();
    if (now.head().isEmpty() || node(now.graph(), Head.CLASSIFIER).isEmpty()) {
      throw new IllegalArgumentException(
          "this model has the head it came with; call replaceHead(model,"
              + " Head.classifier(classes))");
    }
  }

  private static Optional<Node> node(Graph graph, String name) {
    return graph.nodes().stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /**
   * Names the node that gives it. Dropout, which leaves an answer as it is, is passed: what is
   * before it other calls may have kept.
   */
  static String name(ModelState now) {
    Optional<Node> reader =
        node(now.graph(), Head.UNIT).or(() -> node(now.graph(), Head.CLASSIFIER));
    String name = reader.orElseThrow().inputs().get(0);
    Optional<Node> giver = node(now.graph(), name);
    while (giver.isPresent() && giver.get().op() instanceof Dropout) {
      name = giver.get().inputs().get(0);
      giver = node(now.graph(), name);
    }
    return name;
  }

  /** Counts its features. */
  static int width(ModelState now) {
    require(now);
    return Math.toIntExact(now.graph().shape(name(now)).size());
  }

  /** The network as it answers. */
  static Graph told(ModelState now) {
    Graph graph = now.graph();
    if (now.trust().isEmpty()) {
      return graph;
    }
    List<String> both = List.of(graph.output(), name(now));
    return GraphBuilder.onto(graph).concat(BOTH, both).build();
  }

  /** What it says, of what it gives. */
  static float[][] logits(ModelState now, float[][] told) {
    int width = outputs(now);
    return now.trust().isEmpty()
        ? told
        : Arrays.stream(told).map(row -> Arrays.copyOf(row, width)).toArray(float[][]::new);
  }

  /** What its classifier read, of what it gives. */
  static float[][] features(ModelState now, float[][] told) {
    int width = outputs(now);
    return Arrays.stream(told)
        .map(row -> Arrays.copyOfRange(row, width, row.length))
        .toArray(float[][]::new);
  }

  private static int outputs(ModelState now) {
    return Math.toIntExact(now.graph().outputShape().size());
  }
}
