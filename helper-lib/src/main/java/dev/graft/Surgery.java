package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.Layers;
import dev.graft.graph.Node;
import dev.graft.graph.Opaque;
import java.util.HashSet;
import java.util.Set;

/** What changes a model before it learns: which layers do, and what stands on top. */
final class Surgery {
  private Surgery() {}

  static void freeze(TransferModel model, Layers layers) {
    model
        .life()
        .change(
            "freeze",
            now -> {
              Set<String> frozen = new HashSet<>(now.frozen());
              frozen.addAll(layers.in(now.graph()));
              return now.frozen(frozen);
            });
  }

  static void unfreeze(TransferModel model, Layers layers) {
    model
        .life()
        .change(
            "unfreeze",
            now -> {
              requireLearners(now.graph(), layers);
              Set<String> frozen = new HashSet<>(now.frozen());
              frozen.removeAll(layers.in(now.graph()));
              return now.frozen(frozen);
            });
  }

  static void replaceHead(TransferModel model, Head head) {
    model.life().change("replaceHead", now -> now.head(head));
  }

  /** An opaque model is the whole of its backbone, so any count or range of layers means it. */
  static void requireLearners(Graph graph, Layers layers) {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Opaque opaque
          && (!(layers instanceof Layers.Named) || layers.in(graph).contains(node.name()))) {
        throw new IllegalArgumentException(
            ("layer \"%s\" is %s and cannot learn; unfreeze a backbone of the"
                    + " catalogue, or give the head more layers: Head.classifier(classes).dense(256)")
                .formatted(node.name(), opaque.kind()));
      }
    }
  }
}
