package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.evaluate.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

class Plots_ReliabilityTest {
  /** Confidences 0.75, 0.75 of which one is right, and 0.95. */
  private static final Evaluation EVALUATION =
      Evaluation.of(
          List.of("ant", "bee"),
          List.of("a", "b", "c", "d"),
          new int[] {0, 1, 0, 0},
          new float[][] {
            {(float) Math.log(3), 0},
            {(float) Math.log(3), 0},
            {(float) Math.log(19), 0},
            {(float) Math.log(19), 0}
          });

  @Test
  void barsAreHowRightAndMarksHowSure() {
    Figure figure = Plots.reliability(EVALUATION);
    assertEquals("Reliability: calibration error 0.1500; accuracy 0.7500", figure.toString());
    PlotsTest.assertColors(figure, Style.BLUE, Style.VERMILLION, Style.FAINT);
    JsonNode json = PlotsTest.json(figure);
    assertEquals("[50.0,100.0]", json.at("/data/0/y").toString());
    assertEquals(100 * 11.5 / 15, json.at("/data/0/x/0").asDouble(), 1e-9);
    assertEquals(100.0 / 15, json.at("/data/0/width").asDouble(), 1e-9);
    assertEquals(75, json.at("/data/1/y/0").asDouble(), 1e-5);
    assertEquals(95, json.at("/data/1/y/1").asDouble(), 1e-5);
    assertEquals("[50.0,50.0]", json.at("/data/2/y").toString());
    assertEquals("x2", json.at("/data/2/xaxis").asText());
    assertEquals("answers (%)", json.at("/layout/yaxis2/title/text").asText());
    assertEquals("[0.0,100.0]", json.at("/layout/yaxis/range").toString());
    assertEquals("line", json.at("/layout/shapes/0/type").asText());
  }
}
