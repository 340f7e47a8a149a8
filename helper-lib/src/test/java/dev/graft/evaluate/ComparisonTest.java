package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  /** Of 20 images of class 0, those from…to−1 are taken for it. */
  private static Evaluation right(int images, int from, int to) {
    float[][] logits =
        IntStream.range(0, images)
            .mapToObj(i -> i >= from && i < to ? new float[] {1, 0} : new float[] {0, 1})
            .toArray(float[][]::new);
    List<String> ids = IntStream.range(0, images).mapToObj(i -> "image " + i).toList();
    return Evaluation.of(List.of("ant", "bee"), ids, new int[images], logits);
  }

  /** Recorded by record_intervals.py. */
  @Test
  void theTestIsStatsmodelsExactMcNemar() {
    JsonNode recorded = Recorded.intervals("mcnemar");
    assertEquals(9, recorded.size());
    for (JsonNode pair : recorded) {
      int one = pair.get("one").asInt();
      int other = pair.get("other").asInt();
      int images = one + other + 2;
      Comparison comparison =
          Comparison.of(right(images, 0, one + 1), right(images, one, one + other + 1));
      assertEquals(one, comparison.firstAlone());
      assertEquals(other, comparison.secondAlone());
      assertEquals(pair.get("p").asDouble(), comparison.p(), 1e-12);
    }
  }

  @Test
  void aSentenceSaysWhetherItIsOne() {
    Comparison chance = Comparison.of(right(20, 0, 12), right(20, 3, 17));
    assertEquals(
        "right alone: the first on 3, the second on 5 of 20 images; accuracy 0.6000 → 0.7000; p ="
            + " 0.727: no difference that these images can show",
        chance.toString());
    assertFalse(chance.different());
    Comparison real = Comparison.of(right(20, 0, 10), right(20, 0, 16));
    assertEquals(
        "right alone: the first on 0, the second on 6 of 20 images; accuracy 0.5000 → 0.8000; p ="
            + " 0.0313: a difference",
        real.toString());
    assertTrue(real.different());
  }

  /** Both right alone on equally many: nothing speaks for either. */
  @Test
  void noneIsBetterThanItself() {
    assertEquals(1, Comparison.of(right(20, 0, 10), right(20, 0, 10)).p());
    assertEquals(1, Comparison.of(right(20, 0, 10), right(20, 10, 20)).p());
  }

  @Test
  void onlyWhatIsOfTheSameImagesIsCompared() {
    assertEquals(
        "result 2 was evaluated on other images than result 1; evaluate all on the same set",
        assertThrows(
                IllegalArgumentException.class,
                () -> Comparison.of(right(20, 0, 9), right(21, 0, 9)))
            .getMessage());
  }
}
