package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.graft.backbone.Pooling;
import dev.graft.backbone.SmallTexts;
import dev.graft.engine.EngineSource;
import dev.graft.engine.LiveSlice;
import dev.graft.engine.Mode;
import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.reference.Recording;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A step on three texts, two of them padded, gives each tensor the gradient that PyTorch gives it
 * in Hugging Face's network: those of ids, positions and the segment too.
 */
class Texts_GradientTest {
  private static final int TOKENS = 7;

  @EngineSource
  void everyTensorsGradientAgrees(String engine) {
    check(SmallTexts.Network.BERT, Pooling.MEAN, engine);
    check(SmallTexts.Network.DISTILBERT, Pooling.CLASS, engine);
  }

  private static void check(SmallTexts.Network small, Pooling pooling, String engine) {
    Recording recording = Recording.of("text_" + small.title() + "_7_gradients");
    Graph graph = small.classifier(pooling, TOKENS);
    assertEquals(
        new TreeSet<>(graph.parameters().keySet()),
        recording.stages().stream()
            .map(Recording.Stage::node)
            .collect(Collectors.toCollection(TreeSet::new)));
    Network network = new Network(graph, small.weights(graph), Set.of(), engine);
    try (LiveSlice slice = new LiveSlice(network, new Cut(graph.inputs()), Set.of());
        NDManager batch = slice.batch()) {
      NDList texts =
          slice.upload(
              batch,
              List.of(SmallTexts.ids(TOKENS, SmallTexts.VOCABULARY), SmallTexts.mask(TOKENS)),
              Extent.of(SmallTexts.TEXTS));
      try (GradientCollector collector = batch.getEngine().newGradientCollector()) {
        NDArray logits = slice.run(texts, Mode.training(1), Map.of());
        collector.backward(Loss.of(logits, new int[] {1, 0, 2}, 0));
      }
      for (Recording.Stage tensor : recording.stages()) {
        Transformers_GradientTest.check(
            tensor, slice.learned().get(tensor.node()).getGradient().toFloatArray());
      }
    }
  }
}
