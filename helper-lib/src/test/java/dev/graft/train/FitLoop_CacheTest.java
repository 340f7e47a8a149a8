package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Examples;
import dev.graft.data.Given;
import dev.graft.data.Inputs;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Network;
import dev.graft.engine.TinyNetwork;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

/** Law 3 with a cache: training on what was computed before equals computing it. */
class FitLoop_CacheTest {
  private static final FineTune TWO = FineTune.epochs(2).batchSize(8).learningRate(0.01);

  @TempDir private Path folder;
  private final AtomicInteger reads = new AtomicInteger();
  private String decoder = "";

  /** Counts how often pixels are read; every epoch has images of its own. */
  private Examples counted(Examples source) {
    Inputs inputs = source.inputs();
    Inputs counting =
        Given.read(
            inputs,
            (index, into) -> {
              reads.incrementAndGet();
              inputs.read(index, into);
            });
    return new Examples(Given.decoded(counting, decoder), source.answers());
  }

  private record Fitted(List<List<Double>> numbers, String weights, int reads) {}

  private Fitted fit(Network network, Frozen frozen) {
    reads.set(0);
    List<StateDict> published = new ArrayList<>();
    History history =
        FitLoop.fit(
            network,
            frozen,
            epoch -> counted(TinyNetwork.images(30, 1 + epoch)),
            counted(TinyNetwork.images(12, 9)),
            TWO,
            published::add);
    List<List<Double>> numbers =
        history.epochs().stream()
            .map(e -> List.of(e.loss(), e.accuracy(), e.validationLoss(), e.validationAccuracy()))
            .toList();
    return new Fitted(numbers, published.get(published.size() - 1).sha256(), reads.get());
  }

  private FeatureCache cache() {
    return FeatureCache.in(folder, 1 << 20);
  }

  @EngineSource
  void cachedEqualsComputedBitForBit(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1");
    Fitted plain = fit(network, Frozen.uncached(network.boundary()));
    assertEquals(2 * (30 + 12), plain.reads);
    Fitted first = fit(network, Frozen.of(network, cache()));
    assertEquals(2 * 30 + 12, first.reads, "validation images are the same in both epochs");
    Fitted again = fit(network, Frozen.of(network, cache()));
    assertEquals(0, again.reads);
    assertEquals(plain.numbers, first.numbers);
    assertEquals(plain.numbers, again.numbers);
    assertEquals(plain.weights, first.weights);
    assertEquals(plain.weights, again.weights);
  }

  @EngineSource
  void whatAnotherDecoderReadIsComputedAnew(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1");
    fit(network, Frozen.of(network, cache()));
    decoder = "; JPEG by another";
    assertEquals(2 * 30 + 12, fit(network, Frozen.of(network, cache())).reads);
    decoder = "";
    assertEquals(0, fit(network, Frozen.of(network, cache())).reads, "and both are kept");
  }

  /** One pass through the layers that are frozen in both stages serves both. */
  @EngineSource
  void whatTheNextStageNeedsIsKeptOnTheWay(String engine) {
    Network head = TinyNetwork.network(engine, "stem", "block1", "block2");
    Network last = TinyNetwork.network(engine, "stem", "block1");
    Fitted plainHead = fit(head, Frozen.uncached(head.boundary()));
    Fitted plainLast = fit(last, Frozen.uncached(last.boundary()));
    Fitted now = fit(head, Frozen.of(head, cache()).ahead(last));
    Fitted then = fit(last, Frozen.of(last, cache()));
    assertEquals(72, now.reads);
    assertEquals(0, then.reads);
    assertEquals(plainLast.numbers, then.numbers);
    for (int epoch = 0; epoch < 2; epoch++) {
      assertEquals(plainHead.numbers.get(epoch).get(0), now.numbers.get(epoch).get(0), 1e-5);
    }
    assertEquals(now.numbers, fit(head, Frozen.of(head, cache()).ahead(last)).numbers);
  }

  /** The later boundary is reached from the earlier one's entries, without a pixel. */
  @EngineSource
  void aLaterBoundaryStartsFromAnEarlierOne(String engine) {
    Network head = TinyNetwork.network(engine, "stem", "block1", "block2");
    Network last = TinyNetwork.network(engine, "stem", "block1");
    fit(last, Frozen.of(last, cache()));
    Fitted later = fit(head, Frozen.of(head, cache()).ahead(last));
    assertEquals(0, later.reads);
    assertEquals(
        fit(head, Frozen.of(head, FeatureCache.in(folder.resolve("other"), 1 << 20)).ahead(last))
            .numbers,
        later.numbers);
  }

  /** Damage is found out, and costs no more than computing again. */
  @EngineSource
  void aDamagedEntryIsComputedAgain(String engine) throws IOException {
    Network network = TinyNetwork.network(engine, "stem", "block1");
    Fitted first = fit(network, Frozen.of(network, cache()));
    List<Path> segments;
    try (var files = Files.walk(folder)) {
      segments = files.filter(Files::isRegularFile).toList();
    }
    assertEquals(3, segments.size(), "two epochs and the validation");
    for (Path segment : segments) {
      byte[] bytes = Files.readAllBytes(segment);
      bytes[bytes.length - 1] ^= 1;
      Files.write(segment, bytes);
    }
    Fitted again = fit(network, Frozen.of(network, cache()));
    assertEquals(3, again.reads);
    assertEquals(first.numbers, again.numbers);
  }

  /** With no room for all views nothing is kept, and training goes on. */
  @EngineSource
  void aCacheTooSmallIsLeftAlone(String engine) throws IOException {
    Network network = TinyNetwork.network(engine, "stem", "block1");
    FeatureCache small = FeatureCache.in(folder, 2000);
    Fitted fitted = fit(network, Frozen.of(network, small));
    assertEquals(fit(network, Frozen.uncached(network.boundary())).numbers, fitted.numbers);
    assertEquals(0, small.bytes());
  }

  /** Weights before the boundary changed: nothing of before is served. */
  @EngineSource
  void otherWeightsFindNothing(String engine) {
    Network network = TinyNetwork.network(engine, "stem", "block1");
    fit(network, Frozen.of(network, cache()));
    Network other =
        new Network(
            network.graph(), TinyNetwork.weights(network.graph(), 2), network.frozen(), engine);
    assertEquals(72, fit(other, Frozen.of(other, cache())).reads);
    assertTrue(cache().bytes() > 0);
    assertArrayEquals(new int[] {0}, new int[] {fit(other, Frozen.of(other, cache())).reads});
  }
}
