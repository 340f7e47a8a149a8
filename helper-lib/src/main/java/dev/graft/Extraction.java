package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Dataset;
import dev.graft.engine.Network;
import dev.graft.evaluate.Features;
import dev.graft.graph.Cut;
import dev.graft.graph.GlobalAveragePool;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.TokenMean;
import dev.graft.train.Outputs;
import java.util.List;
import java.util.Set;

/** What layers make of images, one vector an image. */
final class Extraction {
  private Extraction() {}

  static Features features(
      ModelState now, String engine, Dataset images, Graph body, String layer) {
    var network = new Network(pooled(now.graph(), body), now.weights(), Set.of(), engine);
    String title = Title.extracting(images, layer);
    float[][] rows =
        Outputs.cached(title, network, images.inputs(now.contract()), FeatureCache.atHome());
    return new Features(images.classes(), Answering.ids(images), Answering.labels(images), rows);
  }

  /** Ends in the head's own pooling where it has one there: its values may be kept. */
  static Graph pooled(Graph graph, Graph body) {
    if (body.outputShape().rank() == 1) {
      return body;
    }
    if (body.outputShape().open()) {
      return overTokens(graph, body);
    }
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof GlobalAveragePool)
        .filter(node -> node.inputs().equals(List.of(body.output())))
        .findFirst()
        .map(node -> graph.until(node.name()))
        .orElseGet(() -> GraphBuilder.onto(body).globalAveragePool("features").build());
  }

  /** Padding is no token of the text: the mask, the last input, says so. */
  private static Graph overTokens(Graph graph, Graph body) {
    String mask = graph.inputs().get(graph.inputs().size() - 1);
    Graph both = graph.until(new Cut(List.of(mask, body.output())));
    var mean = new TokenMean(0, body.outputShape().get(1));
    return GraphBuilder.onto(both).then("features", mean, mask).build();
  }
}
