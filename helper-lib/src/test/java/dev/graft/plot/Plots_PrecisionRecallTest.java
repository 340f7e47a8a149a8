package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.evaluate.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Plots_PrecisionRecallTest {
  /** Four images, two of them ants; ants rank first and third. */
  private static final Evaluation EVALUATION =
      Evaluation.of(
          List.of("ant", "bee"),
          List.of("a", "b", "c", "d"),
          new int[] {0, 1, 0, 1},
          new float[][] {{3, 0}, {2, 0}, {-1, 0}, {-2, 0}});

  @Test
  void eachCurveGoesThroughAllThresholdsAndItsDotIsTheDecision() {
    Map<String, Evaluation> both = new LinkedHashMap<>();
    both.put("half", EVALUATION);
    both.put("lower", EVALUATION.threshold("ant", 0.2));
    Figure figure = Plots.precisionRecall(both, "ant");
    assertEquals(
        "Precision and recall of ant, at every threshold: half now 0.500 and 0.500; lower now"
            + " 0.667 and 1.000",
        figure.toString());
    PlotsTest.assertColors(figure, Style.BLUE, Style.VERMILLION);
    JsonNode json = PlotsTest.json(figure);
    assertEquals("[50.0,50.0,100.0,100.0]", json.at("/data/0/x").toString());
    assertEquals(100 * 2 / 3.0, json.at("/data/0/y/2").asDouble(), 1e-9);
    assertEquals(json.at("/data/0/y"), json.at("/data/2/y"));
    assertEquals("[50.0]", json.at("/data/1/x").toString());
    assertEquals("[100.0]", json.at("/data/3/x").toString());
    assertEquals("[0.0,102.0]", json.at("/layout/xaxis/range").toString());
  }

  @Test
  void noneIsRefused() {
    assertEquals(
        "no evaluations to draw; one or more are needed",
        assertThrows(IllegalArgumentException.class, () -> Plots.precisionRecall(Map.of(), "ant"))
            .getMessage());
  }
}
