package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cache.FeatureCache;
import dev.graft.data.Examples;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.engine.Network;
import dev.graft.engine.SharedBody;
import dev.graft.engine.TinyNetwork;
import dev.graft.graph.Graph;
import dev.graft.infer.Body;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distance of two covariances, as torch has it, and which examples go beside which batch. */
class CoralTest {
  private static final ImageSet PHOTOS = Samples.garden(2, 1).train();
  private static final Examples TRAIN =
      Samples.cells(4, 1, 32).train().examples(TinyNetwork.CONTRACT);

  private static float[] floats(JsonNode values) {
    float[] floats = new float[values.size()];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = values.get(i).floatValue());
    return floats;
  }

  private static NDArray rows(NDManager manager, JsonNode values, int width) {
    NDArray rows = manager.create(floats(values), new Shape(values.size() / (long) width, width));
    rows.setRequiresGradient(true);
    return rows;
  }

  @EngineSource
  void asTorchHasIt(String engine) throws IOException {
    JsonNode recorded =
        new ObjectMapper().readTree(CoralTest.class.getResourceAsStream("/reference/coral.json"));
    assertEquals(2, recorded.size());
    for (JsonNode one : recorded) {
      int width = one.get("width").intValue();
      try (NDManager manager = Engines.load(engine).newBaseManager()) {
        NDArray outputs = rows(manager, one.get("outputs"), width);
        NDArray others = rows(manager, one.get("others"), width);
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
          NDArray term = new Coral(PHOTOS, 0.5).term(outputs, others);
          assertEquals(one.get("term").doubleValue(), term.getFloat(), 1e-6);
          collector.backward(term);
        }
        float[] expected = floats(one.get("gradient of outputs"));
        assertArrayEquals(expected, outputs.getGradient().toFloatArray(), 2e-6f);
        expected = floats(one.get("gradient of others"));
        assertArrayEquals(expected, others.getGradient().toFloatArray(), 2e-6f);
      }
    }
  }

  /** Kept or computed anew, the same; and what learns draws the outputs for both together. */
  @EngineSource
  void outputsForBothComeNearer(String engine, @TempDir Path folder) {
    Graph graph = TinyNetwork.graph(6);
    Set<String> stem = Set.copyOf(graph.stages().get(0).nodes());
    var network = new Network(graph, TinyNetwork.weights(graph, 1), stem, engine);
    FineTune plain = FineTune.epochs(4).batchSize(8).learningRate(0.02);
    Frozen computed = Frozen.uncached(network.boundary());
    StateDict aligned = fitted(network, computed, plain.coral(PHOTOS, 20));
    double with = apart(network, aligned);
    double without = apart(network, fitted(network, computed, plain));
    assertTrue(with < 0.5 * without, () -> with + " with the term, " + without + " without");
    Frozen kept = Frozen.of(network, FeatureCache.in(folder, 1 << 24));
    StateDict again = fitted(network, kept, plain.coral(PHOTOS, 20));
    assertEquals(aligned.sha256(), again.sha256());
  }

  private static StateDict fitted(Network network, Frozen frozen, FineTune options) {
    StateDict[] last = {network.weights()};
    FitLoop.fit(
        network,
        frozen,
        epoch -> TRAIN,
        TRAIN,
        options,
        tensors -> last[0] = network.weights().with(tensors.tensors()));
    return last[0];
  }

  private static double apart(Network before, StateDict weights) {
    var network = new Network(before.graph(), weights, Set.of(), before.engine());
    try (Body body = SharedBody.of(network, network.graph());
        NDManager manager = Engines.load(before.engine()).newBaseManager()) {
      float[][] known = Outputs.of("known", body, TRAIN.inputs());
      float[][] others = Outputs.of("others", body, PHOTOS.inputs(TinyNetwork.CONTRACT));
      return new Coral(PHOTOS, 1).term(manager.create(known), manager.create(others)).getFloat();
    }
  }

  @EngineSource
  void oneExampleHasNoCovariance(String engine) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray one = manager.zeros(new Shape(1, 3));
      NDArray two = manager.zeros(new Shape(2, 3));
      assertFalse(Coral.applies(one, two) || Coral.applies(two, one));
      assertTrue(Coral.applies(two, two));
    }
  }

  /** Five examples in batches of two, three of them an epoch: all come, and none twice a round. */
  @Test
  void allExamplesComeInTurn() {
    int[] first = Beside.order(5, 2, 7, 0, 3);
    assertEquals(6, first.length);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, Arrays.stream(first).limit(5).sorted().toArray());
    assertArrayEquals(first, Beside.order(5, 2, 7, 0, 3));
    assertNotEquals(Arrays.toString(first), Arrays.toString(Beside.order(5, 2, 7, 1, 3)));
    assertNotEquals(Arrays.toString(first), Arrays.toString(Beside.order(5, 2, 8, 0, 3)));
  }

  @Test
  void whatDecidesTheTermIsSaid() {
    FineTune plain = FineTune.epochs(1);
    FineTune some = plain.coral(PHOTOS, 0.5);
    assertEquals(
        "Objective[labelSmoothing=0.0, weighting=Equal[], focal=2.0, coral=0.5 with 12 images]",
        some.focal(2).objective().toString());
    assertEquals(some.decisions(), plain.coral(Samples.garden(2, 1).train(), 0.5).decisions());
    assertNotEquals(some.decisions(), plain.decisions());
    assertNotEquals(some.decisions(), plain.coral(PHOTOS, 0.6).decisions());
    ImageSet others = Samples.garden(2, 2).train();
    assertNotEquals(some.decisions(), plain.coral(others, 0.5).decisions());
  }

  @Test
  void wrongTermsAreRefused() {
    FineTune plain = FineTune.epochs(1);
    refused("weight of CORAL is 0.0, must be above 0 and finite", () -> plain.coral(PHOTOS, 0));
    refused(
        "1 images to align with, must be at least 2", () -> plain.coral(PHOTOS.take(1, 1), 0.5));
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
