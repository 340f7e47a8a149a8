package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.graft.backbone.Pooling;
import dev.graft.backbone.SmallTexts;
import dev.graft.backbone.SmallTexts.Batch;
import dev.graft.engine.EngineSource;
import dev.graft.engine.LiveSlice;
import dev.graft.engine.Mode;
import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.reference.Recording;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A step on texts, most of them padded, gives each tensor the gradient that PyTorch gives it in
 * Hugging Face's network: those of ids, positions and the segment too.
 */
class Texts_GradientTest {

  @EngineSource
  void everyTensorsGradientAgrees(String engine) {
    check("7", Batch.thirds(7), engine);
  }

  /** Texts of one token and of as many as there are positions, beside each other. */
  @EngineSource
  void lengthsMayBeAsFarApartAsTheyCan(String engine) {
    check("mixed", Batch.MIXED, engine);
  }

  private static void check(String title, Batch texts, String engine) {
    check(SmallTexts.Network.BERT, Pooling.MEAN, title, texts, engine);
    check(SmallTexts.Network.DISTILBERT, Pooling.CLASS, title, texts, engine);
    check(SmallTexts.Network.ROBERTA, Pooling.MEAN, title, texts, engine);
  }

  private static void check(
      SmallTexts.Network small, Pooling pooling, String title, Batch texts, String engine) {
    Recording recording = Recording.of("text_" + small.title() + "_" + title + "_gradients");
    Graph graph = small.classifier(pooling, texts.tokens());
    assertEquals(
        new TreeSet<>(graph.parameters().keySet()),
        recording.stages().stream()
            .map(Recording.Stage::node)
            .collect(Collectors.toCollection(TreeSet::new)));
    Network network = new Network(graph, small.weights(graph), Set.of(), engine);
    try (LiveSlice slice = new LiveSlice(network, new Cut(graph.inputs()), Set.of());
        NDManager batch = slice.batch()) {
      List<FloatBuffer> inputs = List.of(texts.ids(SmallTexts.VOCABULARY), texts.mask());
      NDList uploaded = slice.upload(batch, inputs, texts.extent());
      try (GradientCollector collector = batch.getEngine().newGradientCollector()) {
        int[] labels = IntStream.range(0, texts.lengths().size()).map(i -> i % 3).toArray();
        NDArray logits = slice.run(uploaded, Mode.training(1), Map.of());
        collector.backward(Loss.of(logits, labels, 0));
      }
      for (Recording.Stage tensor : recording.stages()) {
        Transformers_GradientTest.check(
            tensor, slice.learned().get(tensor.node()).getGradient().toFloatArray());
      }
    }
  }
}
