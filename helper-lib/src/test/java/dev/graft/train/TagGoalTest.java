package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.data.Tags;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagGoalTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  /** PyTorch's, recorded by {@code record_tags.py}: of logits of 0 and of 100 too. */
  @EngineSource
  void lossAndGradientAreThoseOfPyTorch(String engine) throws IOException {
    JsonNode recorded =
        new ObjectMapper()
            .readTree(TagGoalTest.class.getResourceAsStream("/reference/tags.json"))
            .get("objectives");
    Tags own = new Tags(NAMES, truths(recorded.get("own")));
    float[] logits = floats(recorded.get("logits"));
    for (JsonNode row : recorded.get("rows")) {
      List<Double> weights = new ArrayList<>();
      row.get("weights").forEach(w -> weights.add(w.asDouble()));
      TagGoal goal = new TagGoal(weights, row.get("gamma").asDouble());
      Targets targets = new Targets(own, own.at(3, 2, 1, 0), row.get("share").asDouble());
      try (NDManager manager = Engines.load(engine).newBaseManager()) {
        NDArray outputs = manager.create(logits, new Shape(4, 3));
        outputs.setRequiresGradient(true);
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
          NDArray loss = goal.loss(outputs, targets);
          double expected = row.get("loss").asDouble();
          assertEquals(expected, loss.getFloat(), 1e-6 * expected, row.toString());
          collector.backward(loss);
        }
        float[] expected = floats(row.get("gradient"));
        assertArrayEquals(expected, outputs.getGradient().toFloatArray(), 1e-7f, row.toString());
      }
    }
  }

  private static float[] floats(JsonNode array) {
    List<Float> all = new ArrayList<>();
    array.forEach(
        one -> (one.isArray() ? one : List.of(one)).forEach(v -> all.add(v.floatValue())));
    float[] values = new float[all.size()];
    IntStream.range(0, values.length).forEach(i -> values[i] = all.get(i));
    return values;
  }

  private static boolean[][] truths(JsonNode array) {
    boolean[][] all = new boolean[array.size()][NAMES.size()];
    for (int i = 0; i < all.length; i++) {
      for (int t = 0; t < NAMES.size(); t++) {
        all[i][t] = array.get(i).get(t).asInt() == 1;
      }
    }
    return all;
  }

  /** What is judged has no weights: −log σ(0) of each. */
  @EngineSource
  void whatIsJudgedIsPlain(String engine) {
    Targets targets = Targets.of(new Tags(NAMES, new boolean[][] {{true, false, true}}));
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray outputs = manager.zeros(new Shape(1, 3));
      TagGoal goal = new TagGoal(List.of(9.0, 9.0, 9.0), 2);
      assertEquals(Math.log(2), goal.judged(outputs, targets).getFloat(), 1e-6);
    }
  }

  @Test
  void figuresGoOnWhereTheyWere() {
    Tags tags = new Tags(List.of("a", "b"), new boolean[][] {{true, false}, {false, true}});
    TagScore whole = new TagScore(2);
    whole.add(new float[] {1, 1, -1, 2}, tags);
    TagScore first = new TagScore(2);
    first.add(new float[] {1, 1}, tags.at(0));
    TagScore second = new TagScore(2);
    second.restore(first.state());
    second.add(new float[] {-1, 2}, tags.at(1));
    assertEquals(whole.figures(), second.figures());
    assertEquals(
        Map.of("micro F1", 0.8, "macro F1", (1 + 2 / 3.0) / 2, "mean average precision", 1.0),
        whole.figures());
    assertEquals(0.8, whole.figure("micro F1"));
    assertEquals(1.0, whole.figure("mean average precision"));
  }
}
