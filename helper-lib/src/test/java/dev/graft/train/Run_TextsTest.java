package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.graft.backbone.Pooling;
import dev.graft.backbone.SmallTexts;
import dev.graft.cache.FeatureCache;
import dev.graft.data.ContentKey;
import dev.graft.data.Examples;
import dev.graft.data.Given;
import dev.graft.data.Inputs;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** A text encoder is frozen behind a block: a map of tokens and the mask are what is kept. */
class Run_TextsTest {
  private static final int TOKENS = 7;
  private static final FineTune TWO = FineTune.epochs(2).batchSize(4).learningRate(0.01).adamW();

  @TempDir private Path folder;

  private record Fitted(History history, StateDict weights) {
    double loss(int epoch) {
      return history.epochs().get(epoch).figures().get("loss");
    }
  }

  /** The class is the text's first word; texts have two to seven. */
  private static Examples texts(int count, int seed) {
    Shape row = Shape.of(1, TOKENS);
    Inputs inputs =
        Given.inputs(
            count,
            List.of(row, row),
            (index, into) -> {
              for (int i = 0; i < TOKENS; i++) {
                into[0].put(i == 0 ? index % 3 : (index * 31 + i * 7 + seed) % 61);
                into[1].put(i < 2 + index % 6 ? 1 : 0);
              }
            });
    return Given.labelled(
        Given.keyed(inputs, index -> ContentKey.of("texts " + seed + " " + index)),
        index -> index % 3);
  }

  private static Network network(SmallTexts.Network small, Pooling pooling, String engine) {
    Graph graph = small.classifier(pooling, TOKENS);
    Set<String> frozen = new HashSet<>();
    graph.stages().stream()
        .filter(stage -> List.of("embeddings", "block1").contains(stage.name()))
        .forEach(stage -> frozen.addAll(stage.nodes()));
    return new Network(graph, small.weights(graph), frozen, engine);
  }

  private static Fitted fit(Network network, Frozen frozen) {
    StateDict[] weights = {network.weights()};
    History history =
        FitLoop.fit(
            network,
            frozen,
            epoch -> texts(14, 1),
            texts(5, 2),
            TWO,
            learned -> weights[0] = weights[0].with(learned.tensors()));
    return new Fitted(history, weights[0]);
  }

  /** Laws 1 and 3, on the frozen part of a text encoder. */
  @EngineSource
  void compiledAndKeptEqualsPlain(String engine) {
    check(network(SmallTexts.Network.BERT, Pooling.MEAN, engine));
    check(network(SmallTexts.Network.DISTILBERT, Pooling.CLASS, engine));
  }

  private void check(Network network) {
    String end = "encoder.layer.0.output.LayerNorm";
    assertEquals(new Cut(List.of("mask", end)), network.boundary());
    FeatureCache cache = FeatureCache.in(folder.resolve(network.graph().name()), 1 << 20);
    Fitted plain = fit(network, Frozen.uncached(new Cut(network.graph().inputs())));
    Fitted compiled = fit(network, Frozen.uncached(network.boundary()));
    Fitted kept = fit(network, Frozen.of(network, cache));
    Fitted again = fit(network, Frozen.of(network, cache));
    for (int epoch = 0; epoch < 2; epoch++) {
      assertEquals(plain.loss(epoch), compiled.loss(epoch), 1e-4);
    }
    assertEquals(compiled.weights.sha256(), kept.weights.sha256());
    assertEquals(kept.weights.sha256(), again.weights.sha256());
    for (String name : network.weights().names()) {
      float[] before = network.weights().get(name).toArray();
      float[] after = again.weights.get(name).toArray();
      if (name.startsWith("embeddings") || name.startsWith("encoder.layer.0")) {
        assertArrayEquals(before, after, name);
      } else {
        assertFalse(Arrays.equals(before, after), name);
      }
    }
  }
}
