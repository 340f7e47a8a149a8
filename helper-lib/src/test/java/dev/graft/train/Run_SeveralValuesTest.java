package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.ContentKey;
import dev.graft.data.Examples;
import dev.graft.data.Given;
import dev.graft.data.Inputs;
import dev.graft.engine.Bodies;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Network;
import dev.graft.engine.TinyNetwork;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Layers;
import dev.graft.graph.Padding;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network of two inputs, of which every block reads the second too, as attention reads a mask:
 * its freeze boundary is a map and that mask, which pass compilation, cache and checkpoints alike.
 */
class Run_SeveralValuesTest {
  private static final Shape IMAGE = Shape.of(3, 6, 6);
  private static final Shape MASK = Shape.of(4, 6, 6);
  private static final Cut BEHIND_BLOCK1 = new Cut(List.of("mask", "block1.add"));
  private static final FineTune THREE =
      FineTune.epochs(3).batchSize(4).learningRate(0.02).adamW().clip(1);

  private static final AtomicInteger READS = new AtomicInteger();
  private static final Examples TRAIN = examples(18, 1);
  private static final Examples VALIDATION = examples(7, 2);

  @TempDir private Path folder;

  private record Fitted(List<Map<String, Double>> figures, StateDict weights, int reads) {}

  private static Graph graph() {
    GraphBuilder net = GraphBuilder.input("masked", 3, 6, 6).input("mask", MASK);
    net.conv("conv1", 4, 3, 1, Padding.all(1)).batchNorm("bn1", 1e-3).relu6("act1").stage("stem");
    for (String block : List.of("block1", "block2")) {
      net.conv(block + ".conv", 4, 3, 1, Padding.all(1)).batchNorm(block + ".bn", 1e-3);
      net.add(block + ".add", "mask").block(block);
    }
    return net.globalAveragePool("pool").linear("head.classifier", 3).head();
  }

  /** The class is a channel that is bright in the image, where the mask lets it be seen. */
  private static Examples examples(int count, long seed) {
    Inputs inputs =
        Given.inputs(
            count,
            List.of(IMAGE, MASK),
            (index, into) -> {
              READS.incrementAndGet();
              Random random = new Random(seed * 31 + index);
              for (int i = 0; i < IMAGE.size(); i++) {
                into[0].put((float) random.nextGaussian() + (i / 36 == index % 3 ? 2 : 0));
              }
              for (int i = 0; i < MASK.size(); i++) {
                into[1].put(random.nextInt(2));
              }
            });
    return Given.labelled(
        Given.keyed(inputs, index -> ContentKey.of("masked " + seed + " " + index)),
        index -> index % 3);
  }

  private static Network network(String engine, String... frozen) {
    Graph graph = graph();
    Set<String> nodes = new HashSet<>();
    graph.stages().stream()
        .filter(stage -> List.of(frozen).contains(stage.name()))
        .forEach(stage -> nodes.addAll(stage.nodes()));
    return new Network(graph, TinyNetwork.weights(graph, 1), nodes, engine);
  }

  private static Fitted fit(Network network, Frozen frozen) {
    READS.set(0);
    StateDict[] weights = {network.weights()};
    History history =
        FitLoop.fit(
            network,
            frozen,
            epoch -> TRAIN,
            VALIDATION,
            THREE,
            learned -> weights[0] = weights[0].with(learned.tensors()));
    return new Fitted(figures(history), weights[0], READS.get());
  }

  private static List<Map<String, Double>> figures(History history) {
    return history.epochs().stream()
        .map(
            epoch -> {
              Map<String, Double> figures = new java.util.LinkedHashMap<>(epoch.figures());
              figures.keySet().removeAll(Set.of("seconds", "images/s"));
              return figures;
            })
        .toList();
  }

  @Test
  void theBoundaryIsAllThatIsReadBehindIt() {
    Graph graph = graph();
    assertEquals(BEHIND_BLOCK1, network("MXNet", "stem", "block1").boundary());
    assertEquals(new Cut(List.of("mask", "act1")), network("MXNet", "stem").boundary());
    assertEquals(new Cut(List.of("input", "mask")), network("MXNet").boundary());
    assertEquals("mask and block1.add", BEHIND_BLOCK1.toString());
    Graph rest = graph.after(BEHIND_BLOCK1);
    assertEquals(List.of("mask", "block1.add"), rest.inputs());
    assertEquals(List.of("head.classifier"), rest.outputs());
    assertEquals(BEHIND_BLOCK1.values(), graph.until(BEHIND_BLOCK1).outputs());
    assertEquals(Cut.at("pool"), network("MXNet", "stem", "block1", "block2").boundary());
  }

  /** What ONNX Runtime gives of two values at once is what the engine gives. */
  @EngineSource
  void bothValuesAreCompiled(String engine) {
    Graph two = graph().until(new Cut(List.of("act1", "block1.add")));
    StateDict weights = TinyNetwork.weights(graph(), 1);
    List<FloatBuffer> inputs = List.of(filled(IMAGE, 11), filled(MASK, 11));
    List<List<FloatBuffer>> results =
        Stream.of(engine, Bodies.COMPILED)
            .map(
                by -> {
                  List<FloatBuffer> out = List.of(empty(MASK, 11), empty(MASK, 11));
                  try (Body body = Bodies.on(two, weights, by)) {
                    body.run(inputs, 11, out);
                  }
                  return out;
                })
            .toList();
    for (int value = 0; value < 2; value++) {
      float[] expected = array(results.get(0).get(value));
      assertArrayEquals(expected, array(results.get(1).get(value)), 1e-4f);
      assertTrue(IntStream.range(0, expected.length).anyMatch(i -> expected[i] != 0));
    }
  }

  private static FloatBuffer empty(Shape shape, int n) {
    return DirectFloats.of(n * shape.size());
  }

  private static FloatBuffer filled(Shape shape, int n) {
    FloatBuffer buffer = empty(shape, n);
    Random random = new Random(shape.size());
    while (buffer.hasRemaining()) {
      buffer.put((float) random.nextGaussian());
    }
    return buffer.flip();
  }

  private static float[] array(FloatBuffer buffer) {
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }

  /** Laws 1 and 3: compiled, kept and plain training agree, and what is frozen does not move. */
  @EngineSource
  void compiledAndKeptEqualsPlain(String engine) {
    Network network = network(engine, "stem", "block1");
    Fitted plain = fit(network, Frozen.uncached(new Cut(List.of("input", "mask"))));
    Fitted compiled = fit(network, Frozen.uncached(network.boundary()));
    Fitted first = fit(network, Frozen.of(network, cache()));
    Fitted again = fit(network, Frozen.of(network, cache()));
    for (int epoch = 0; epoch < 3; epoch++) {
      double loss = plain.figures.get(epoch).get("loss");
      assertEquals(loss, compiled.figures.get(epoch).get("loss"), 1e-4);
    }
    assertEquals(compiled.figures, first.figures);
    assertEquals(first.figures, again.figures);
    assertEquals(first.weights.sha256(), again.weights.sha256());
    assertEquals(List.of(25, 0), List.of(first.reads, again.reads), "each input once, then none");
    for (String name : network.weights().names()) {
      float[] before = network.weights().get(name).toArray();
      boolean same = Arrays.equals(before, again.weights.get(name).toArray());
      boolean still = !name.startsWith("block2") && !name.startsWith("head");
      assertEquals(still || name.contains("running"), same, name);
    }
  }

  /** Another mask is another input, though the images are the same. */
  @EngineSource
  void theMaskCounts(String engine) {
    Network network = network(engine, "stem", "block1");
    Inputs blind =
        Given.keyed(
            Given.read(
                TRAIN.inputs(),
                (index, into) -> {
                  TRAIN.inputs().read(index, into[0], into[1].duplicate());
                  into[1].put(new float[Math.toIntExact(MASK.size())]);
                }),
            index -> ContentKey.of("blind " + index));
    History masked = one(network, TRAIN);
    History unmasked = one(network, new Examples(blind, TRAIN.answers()));
    assertFalse(figures(masked).equals(figures(unmasked)));
  }

  private History one(Network network, Examples train) {
    FineTune once = FineTune.epochs(1).batchSize(4).learningRate(0.02);
    return FitLoop.fit(
        network, Frozen.of(network, cache()), e -> train, VALIDATION, once, learned -> {});
  }

  private FeatureCache cache() {
    return FeatureCache.in(folder.resolve("features"), 1 << 20);
  }

  /** Law 6: saved after every batch of two stages, gone on with from each of these moments. */
  @EngineSource
  void everyMomentLeadsToTheSameEnd(String engine) throws IOException {
    String whole = run(network(engine), Optional.empty());
    Checkpoints all = new Checkpoints(folder.resolve("all"), 1000, Duration.ZERO);
    assertEquals(whole, run(network(engine), Optional.of(all)));
    List<Path> moments = Run_ResumeTest.checkpoints(all.folder());
    assertTrue(moments.size() > 20, moments.toString());
    for (Path moment : moments) {
      Path alone = Files.createDirectories(folder.resolve("from-" + moment.getFileName()));
      Files.copy(moment, alone.resolve(moment.getFileName()));
      String resumed = run(network(engine), Optional.of(Checkpoints.in(alone)));
      assertEquals(whole, resumed, moment.getFileName().toString());
    }
  }

  private String run(Network network, Optional<Checkpoints> checkpoints) {
    StateDict[] weights = {network.weights()};
    Set<String> all = Layers.all().in(network.graph());
    Set<String> last = new HashSet<>(all);
    last.removeAll(Layers.last(1).in(network.graph()));
    Run.Receiver receiver =
        new Run.Receiver() {
          @Override
          public void begins(Phase stage, List<Cut> cuts) {}

          @Override
          public void learned(StateDict tensors) {
            weights[0] = weights[0].with(tensors.tensors());
          }
        };
    History history =
        Run.of(
            network,
            List.of(new Phase(all, THREE), new Phase(last, THREE)),
            Optional.empty(),
            cache(),
            epoch -> TRAIN,
            VALIDATION,
            checkpoints,
            receiver);
    return figures(history) + weights[0].sha256();
  }
}
