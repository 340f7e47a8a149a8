package dev.graft;

import dev.graft.data.Contract;
import dev.graft.data.Dataset;
import dev.graft.data.FeatureContract;
import dev.graft.data.FeatureSet;
import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Parameter;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Where a set enters a model: photos and texts at its beginning, features that were computed
 * elsewhere behind the body that gave them.
 *
 * @param network what learns or answers from there
 * @param contract what it wants to be fed
 */
record BehindBody(Network network, Contract contract) {

  static BehindBody of(ModelState now, Network network, Dataset set) {
    if (!(set instanceof FeatureSet features)) {
      return new BehindBody(network, now.contract());
    }
    Graph body = body(now);
    require(now, body, features.contract());
    Graph rest = now.graph().after(Cut.at(body.output()));
    return new BehindBody(
        new Network(rest, now.weights().select(rest), now.frozen(), network.engine()),
        features.contract());
  }

  /** What a cluster computes of a model: its body, averaged. */
  static Graph body(ModelState now) {
    return Pooling.of(now.graph(), now.backbone().body());
  }

  /** Names a body by all that decides what it makes of an input. */
  static String fingerprint(ModelState now) {
    // not the averaging: a head brings a name of its own for that
    Graph body = now.backbone().body();
    String all =
        body.output()
            + "\n"
            + body.outputShape()
            + "\n"
            + now.weights().select(body).sha256()
            + "\n"
            + now.contract().text()
            + now.quantization().map(how -> "\n" + how.text(body)).orElse("");
    return Sha256.of(ByteBuffer.wrap(all.getBytes(StandardCharsets.UTF_8)));
  }

  private static void require(ModelState now, Graph body, FeatureContract its) {
    String own = fingerprint(now);
    if (!own.equals(its.body())) {
      throw new IllegalArgumentException(
          "the features are of body %s, this model's is %s (%s); take the network, weights and size that the cluster had"
              .formatted(Excerpt.of(its.body()), own, now.backbone().name()));
    }
    Set<String> live = new HashSet<>();
    for (Node node : body.nodes()) {
      if (node.op().parameters().stream().anyMatch(Parameter::learned)) {
        live.add(node.name());
      }
    }
    live.removeAll(now.frozen());
    if (!live.isEmpty()) {
      throw new IllegalArgumentException(
          "features were computed by a frozen body, of this one %s would learn; call freeze(model)"
              .formatted(Excerpt.listed(live)));
    }
    boolean pools =
        now.graph().nodes().stream().anyMatch(node -> node.name().equals(body.output()));
    if (!pools) {
      throw new IllegalArgumentException(
          "this head reads the body's maps, features are their averages; use"
              + " Head.classifier(classes)");
    }
  }
}
