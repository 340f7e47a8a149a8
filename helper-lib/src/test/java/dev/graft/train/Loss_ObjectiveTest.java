package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights, focus and mixes: losses and gradients against torch's, scikit-learn's, differences. */
class Loss_ObjectiveTest {
  private static final Objective PLAIN = Objective.crossEntropy();
  private static final Objective WEIGHTED = PLAIN.classWeights(1, 3, 0.5);
  private static final Objective TWO_WEIGHTS = PLAIN.classWeights(1, 3);
  private static final float[] LOGITS = {
    1, -2, 0.5f, 0.3f, 0.1f, -0.7f, -1.2f, 2.4f, 0.6f, 3, -1, 0.2f
  };
  private static final float[] ONE_LOGIT = {0.7f, -1.9f, 2.2f, -0.4f};
  private static final ClassTargets LABELS = ClassTargets.of(new int[] {2, 0, 1, 1});
  private static final ClassTargets SIDES = ClassTargets.of(new int[] {1, 0, 0, 1});
  private static final ClassTargets MIX =
      new ClassTargets(new int[] {2, 0, 1, 1}, new int[] {1, 1, 2, 0}, 0.3);
  private static final ClassTargets MIXED_SIDES =
      new ClassTargets(new int[] {1, 0, 0, 1}, new int[] {0, 0, 1, 1}, 0.3);

  private record Case(float[] logits, ClassTargets targets, Objective objective) {}

  private record Slope(float loss, float[] gradient) {}

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("weights", new Case(LOGITS, LABELS, WEIGHTED));
    cases.put("weights, smoothing 0.1", new Case(LOGITS, LABELS, WEIGHTED.labelSmoothing(0.1)));
    cases.put("focal 2", new Case(LOGITS, LABELS, PLAIN.focal(2)));
    cases.put("focal 0.5", new Case(LOGITS, LABELS, PLAIN.focal(0.5)));
    cases.put("focal 2, weights", new Case(LOGITS, LABELS, WEIGHTED.focal(2)));
    cases.put("mix 0.3", new Case(LOGITS, MIX, PLAIN));
    cases.put(
        "mix 0.3, weights, smoothing 0.1", new Case(LOGITS, MIX, WEIGHTED.labelSmoothing(0.1)));
    cases.put("binary, weights", new Case(ONE_LOGIT, SIDES, TWO_WEIGHTS));
    cases.put(
        "binary, weights, smoothing 0.1",
        new Case(ONE_LOGIT, SIDES, TWO_WEIGHTS.labelSmoothing(0.1)));
    cases.put("binary, focal 2", new Case(ONE_LOGIT, SIDES, PLAIN.focal(2)));
    cases.put("binary, mix 0.3", new Case(ONE_LOGIT, MIXED_SIDES, PLAIN));
    cases.put("binary, mix 0.3, weights", new Case(ONE_LOGIT, MIXED_SIDES, TWO_WEIGHTS));
    return cases;
  }

  @EngineSource
  void asTorchHasThem(String engine) throws IOException {
    JsonNode recorded = recorded().get("losses");
    assertEquals(recorded.size(), cases().size());
    for (var entry : cases().entrySet()) {
      Case one = entry.getValue();
      JsonNode expected = recorded.get(entry.getKey());
      Slope slope = slope(engine, one);
      assertEquals(expected.get("loss").doubleValue(), slope.loss(), 1e-5, entry.getKey());
      float[] gradient = new float[one.logits().length];
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = expected.get("gradient").get(i).floatValue();
      }
      assertArrayEquals(gradient, slope.gradient(), 5e-6f, entry.getKey());
    }
  }

  @EngineSource
  void gradientsAreDifferences(String engine) {
    Case smooth = new Case(LOGITS, MIX, WEIGHTED.labelSmoothing(0.2).focal(1.5));
    Case binary = new Case(ONE_LOGIT, MIXED_SIDES, TWO_WEIGHTS.labelSmoothing(0.2).focal(1.5));
    for (Case one : new Case[] {smooth, binary}) {
      float[] gradient = slope(engine, one).gradient();
      for (int i = 0; i < gradient.length; i++) {
        double difference = nudged(engine, one, i, 0.01f) - nudged(engine, one, i, -0.01f);
        assertEquals(difference / 0.02, gradient[i], 3e-4, "logit " + i);
      }
    }
  }

  @EngineSource
  void balancedIsTheLogLossOfScikitLearn(String engine) throws IOException {
    int[] training = {0, 0, 0, 0, 0, 1, 1, 2, 2, 2};
    Objective objective = PLAIN.balanced().resolve(training, 3);
    assertEquals(
        recorded().get("scikit-learn").get("log loss, balanced").doubleValue(),
        slope(engine, new Case(LOGITS, LABELS, objective)).loss(),
        1e-5);
  }

  @EngineSource
  void certainLogitsHaveFiniteSlopes(String engine) {
    float[] certain = {90, -90, 0, 0, 90, -90, -90, 0, 90, 0, 0, 0};
    float[] sure = {90, -90, 90, -90};
    for (double gamma : new double[] {0.5, 1, 2, 5}) {
      for (Case one :
          new Case[] {
            new Case(certain, LABELS, WEIGHTED.focal(gamma)),
            new Case(sure, SIDES, TWO_WEIGHTS.focal(gamma))
          }) {
        Slope slope = slope(engine, one);
        assertTrue(Float.isFinite(slope.loss()));
        for (float g : slope.gradient()) {
          assertTrue(Float.isFinite(g), "gamma " + gamma);
        }
      }
    }
  }

  @EngineSource
  void nothingIsLeftOpen(String engine) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      for (Case one : cases().values()) {
        NDArray z = upload(manager, one);
        int before = manager.getManagedArrays().size();
        Loss.of(z, one.targets(), one.objective()).close();
        assertEquals(before, manager.getManagedArrays().size());
      }
    }
  }

  private static float nudged(String engine, Case one, int at, float by) {
    float[] logits = one.logits().clone();
    logits[at] += by;
    return slope(engine, new Case(logits, one.targets(), one.objective())).loss();
  }

  private static Slope slope(String engine, Case one) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray z = upload(manager, one);
      z.setRequiresGradient(true);
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray loss = Loss.of(z, one.targets(), one.objective());
        collector.backward(loss);
        return new Slope(loss.getFloat(), z.getGradient().toFloatArray());
      }
    }
  }

  private static NDArray upload(NDManager manager, Case one) {
    int n = one.targets().size();
    return manager.create(one.logits(), new Shape(n, one.logits().length / n));
  }

  static JsonNode recorded() throws IOException {
    return new ObjectMapper()
        .readTree(Loss_ObjectiveTest.class.getResourceAsStream("/reference/objectives.json"));
  }
}
