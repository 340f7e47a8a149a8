package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Examples;
import dev.graft.data.ImageSet;
import dev.graft.data.Mask;
import dev.graft.data.MaskSet;
import dev.graft.data.Unlabelled;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Network;
import dev.graft.engine.TinyNetwork;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import dev.graft.graph.Resize;
import dev.graft.graph.Stage;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;

/** Law 3 where a decoder reads two maps of the frozen part: kept, computed and plain are equal. */
class FitLoop_MasksTest {
  private static final List<String> CLASSES = List.of("dark", "light", "red");
  private static final int SIDE = 20;

  /** A step an epoch, so that a history has the loss of every step. */
  private static final FineTune STEPS =
      FineTune.epochs(6).batchSize(8).learningRate(0.01).dice(0.5);

  @TempDir private Path folder;

  private static Graph graph() {
    GraphBuilder net = GraphBuilder.onto(TinyNetwork.graph(2).until("block2"));
    net.biasedConv("head.deep", 6, 1, 1, Padding.NONE).relu("head.act");
    net.then("head.up", new Resize(9, 9)).concat("head.both", List.of("head.up", "act1"));
    net.biasedConv("head.classifier", 3, 3, 1, Padding.all(1));
    return net.then("head.resize", new Resize(TinyNetwork.SIZE, TinyNetwork.SIZE)).head();
  }

  private static Network network(String engine) {
    Graph graph = graph();
    Set<String> frozen = new HashSet<>();
    for (Stage stage : graph.stages()) {
      if (stage.kind() != Stage.Kind.HEAD) {
        frozen.addAll(stage.nodes());
      }
    }
    return new Network(graph, TinyNetwork.weights(graph, 5), frozen, engine);
  }

  private static Examples noise(int count, long seed) {
    var random = new SplittableRandom(seed);
    List<Mask> masks = new ArrayList<>();
    ImageSet images = null;
    for (int i = 0; i < count; i++) {
      var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
      byte[] classes = new byte[SIDE * SIDE];
      for (int p = 0; p < classes.length; p++) {
        classes[p] = (byte) (random.nextInt(4) - 1);
        image.setRGB(p % SIDE, p / SIDE, random.nextInt(1 << 24));
      }
      ImageSet one = Unlabelled.of(image);
      images = i == 0 ? one : images.join(one);
      masks.add(Mask.of("noise " + i, CLASSES, SIDE, classes));
    }
    return MaskSet.of(images, masks).images().examples(TinyNetwork.CONTRACT);
  }

  private static History fit(Network network, Frozen frozen) {
    Examples train = noise(8, 1);
    return FitLoop.fit(network, frozen, epoch -> train, noise(3, 2), STEPS, tensors -> {});
  }

  @EngineSource
  void compiledAndKeptEqualPlain(String engine) {
    Network network = network(engine);
    assertEquals(new Cut(List.of("act1", "bn6")), network.boundary());
    History plain = fit(network, Frozen.uncached(Cut.at("input")));
    History compiled = fit(network, Frozen.uncached(network.boundary()));
    History kept = fit(network, Frozen.of(network, FeatureCache.in(folder, 1 << 24)));
    for (int step = 0; step < 6; step++) {
      Map<String, Double> expected = plain.epochs().get(step).figures();
      Map<String, Double> given = compiled.epochs().get(step).figures();
      for (String figure : List.of("loss", "validation loss")) {
        assertEquals(expected.get(figure), given.get(figure), 1e-4, figure);
        assertEquals(given.get(figure), kept.epochs().get(step).figures().get(figure), figure);
      }
      assertEquals(
          expected.get("validation mean IoU"), given.get("validation mean IoU"), 0.01, "IoU");
    }
    assertNotEquals(plain.epochs().get(0).loss(), plain.last().loss());
  }
}
