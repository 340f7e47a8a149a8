package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.backbone.SmallTexts.Network;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.Layers;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** BERT, DistilBERT and RoBERTa as data: tensors, stages, their cuts, and names. */
class BertTest {
  private static final Graph MINILM = Bert.of(Bert.Size.MINILM_L6, Pooling.MEAN, 128);
  private static final Graph DISTILBERT = DistilBert.base(Pooling.CLASS, 9);

  private static final Graph ROBERTA = Roberta.of(Roberta.Size.BASE, Pooling.CLASS, 9);

  private static long parameters(Graph graph) {
    return graph.parameters().values().stream().mapToLong(p -> p.shape().size()).sum();
  }

  /** As transformers counts them, without the pooler's (c + 1) · c. */
  @Test
  void parametersAreAsManyAsPublished() {
    assertEquals(22_713_216 - 385 * 384, parameters(MINILM));
    for (Bert.Size size : List.of(Bert.Size.BGE_SMALL, Bert.Size.E5_SMALL)) {
      assertEquals(33_360_000 - 385 * 384, parameters(Bert.of(size, Pooling.CLASS, 8)));
    }
    assertEquals(109_482_240 - 769 * 768, parameters(Bert.of(Bert.Size.BASE, Pooling.CLASS, 512)));
    assertEquals(66_362_880, parameters(DISTILBERT));
    int unused = 2 * 768; // rows of positions
    assertEquals(124_645_632 - 769 * 768 - unused, parameters(ROBERTA));
    Graph distilled = Roberta.of(Roberta.Size.DISTILLED, Pooling.CLASS, 512);
    assertEquals(82_118_400 - 769 * 768 - unused, parameters(distilled));
  }

  @Test
  void stagesAreBlocksBetweenEmbeddingsAndTop() {
    List<String> names = MINILM.stages().stream().map(Stage::name).toList();
    assertEquals(
        List.of("embeddings", "block1", "block2", "block3", "block4", "block5", "block6", "top"),
        names);
    assertEquals(
        Set.of("block5", "block6", "top"),
        MINILM.stages().stream()
            .filter(stage -> Layers.last(2).in(MINILM).containsAll(stage.nodes()))
            .map(Stage::name)
            .collect(Collectors.toSet()));
    assertEquals(List.of("ids", "mask"), MINILM.inputs());
    assertEquals(Shape.of(1, 128).opened(), MINILM.inputShape());
    assertEquals(Shape.of(384, 128).opened(), MINILM.shape(MINILM.resolve("block3")));
    assertEquals(Shape.of(384), MINILM.outputShape());
    assertEquals(Shape.of(768), DISTILBERT.outputShape());
  }

  /** Behind a block a map and the mask are read; behind the last one pooled by class, no mask. */
  @Test
  void aBoundaryIsAMapAndTheMask() {
    for (Graph graph : List.of(MINILM, DISTILBERT)) {
      String end = graph.resolve("block3");
      Cut cut = graph.cutAfter(end);
      assertEquals(new Cut(List.of("mask", end)), cut);
      assertEquals(List.of("mask", end), graph.after(cut).inputs());
      assertEquals(graph.outputShape(), graph.after(cut).outputShape());
    }
    String last = DISTILBERT.resolve("block6");
    assertEquals(Cut.at(last), DISTILBERT.cutAfter(last));
    assertEquals(2, MINILM.cutAfter(MINILM.resolve("block6")).values().size());
  }

  /** Too small to be seen in a recording, unless a token's channels are nearly equal. */
  @Test
  void normalizationsHaveTheirEpsilon() {
    for (Graph graph : List.of(MINILM, DISTILBERT, ROBERTA)) {
      List<Double> epsilons =
          graph.nodes().stream()
              .filter(node -> node.op() instanceof LayerNorm)
              .map(node -> ((LayerNorm) node.op()).epsilon())
              .distinct()
              .toList();
      assertEquals(List.of(graph == ROBERTA ? 1e-5 : 1e-12), epsilons);
    }
  }

  @Test
  void poolingIsTheLastStage() {
    assertEquals(List.of("token"), top(Pooling.CLASS));
    assertEquals(List.of("mean"), top(Pooling.MEAN));
    assertEquals(List.of("token", "unit"), top(Pooling.UNIT_CLASS));
    assertEquals(List.of("mean", "unit"), top(Pooling.UNIT_MEAN));
  }

  private static List<String> top(Pooling pooling) {
    List<Stage> stages = Bert.of(Bert.Size.MINILM_L6, pooling, 4).stages();
    return stages.get(stages.size() - 1).nodes();
  }

  @Test
  void moreTokensThanPositionsAreRefused() {
    for (int tokens : List.of(0, 513)) {
      assertEquals(
          "texts have " + tokens + " tokens, minilm_l6 takes 1 to 512",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> Bert.of(Bert.Size.MINILM_L6, Pooling.MEAN, tokens))
              .getMessage());
    }
  }

  private static String renamed(String name) {
    return BertNames.graphName(MINILM, name);
  }

  @Test
  void namesAreThoseOfFilesWithAndWithoutPrefix() {
    for (String prefix : List.of("", "bert.")) {
      String block = prefix + "encoder.layer.11.";
      assertEquals(
          "encoder.layer.11.attention.self.q.bias", renamed(block + "attention.self.query.bias"));
      assertEquals(
          "encoder.layer.11.output.LayerNorm.weight", renamed(block + "output.LayerNorm.gamma"));
      assertEquals(
          "encoder.layer.11.attention.output.LayerNorm.bias",
          renamed(block + "attention.output.LayerNorm.beta"));
      assertEquals("embeddings.LayerNorm.weight", renamed(prefix + "embeddings.LayerNorm.weight"));
      assertEquals(
          "embeddings.position_embeddings",
          renamed(prefix + "embeddings.position_embeddings.weight"));
    }
    for (String other : List.of("bert.pooler.dense.weight", "cls.predictions.bias", "bert.other")) {
      assertEquals(other, renamed(other));
    }
    assertEquals(
        "encoder.layer.0.output.LayerNorm.bias",
        DistilBertNames.graphName(
            DISTILBERT, "distilbert.transformer.layer.0.output_layer_norm.bias"));
    assertEquals(
        "vocab_projector.bias", DistilBertNames.graphName(DISTILBERT, "vocab_projector.bias"));
  }

  /** Nothing of a file's network is left over, and nothing of the graph is missing. */
  @Test
  void allTensorsOfAFileAreUsed() {
    for (Network network : Network.values()) {
      Graph graph = network.graph(Pooling.MEAN, 3);
      Set<String> known = new TreeSet<>(network.weights(graph).names());
      assertEquals(new TreeSet<>(graph.parameters().keySet()), known);
    }
  }
}
