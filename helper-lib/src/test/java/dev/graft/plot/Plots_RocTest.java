package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.evaluate.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class Plots_RocTest {
  /** Four images, two of them ants; ants rank first and third, and all but two are taken for it. */
  private static final Evaluation TWO =
      Evaluation.of(
          List.of("ant", "bee"),
          List.of("a", "b", "c", "d"),
          new int[] {0, 1, 0, 1},
          new float[][] {{3, 0}, {2, 0}, {-1, 0}, {-2, 0}});

  @Test
  void theCurveRisesFromNothingTakenToAll() {
    Map<String, Evaluation> both = new LinkedHashMap<>();
    both.put("half", TWO);
    both.put("lower", TWO.threshold("ant", 0.2));
    Figure figure = Plots.roc(both, "ant");
    assertEquals("ROC of ant: half (area 0.750); lower (area 0.750)", figure.toString());
    PlotsTest.assertColors(figure, Style.BLUE, Style.VERMILLION);
    JsonNode json = PlotsTest.json(figure);
    assertEquals("[0.0,0.0,50.0,50.0,100.0]", json.at("/data/0/x").toString());
    assertEquals("[0.0,50.0,50.0,100.0,100.0]", json.at("/data/0/y").toString());
    assertEquals("[50.0]", json.at("/data/1/x").toString());
    assertEquals("[50.0]", json.at("/data/1/y").toString());
    assertEquals("[50.0]", json.at("/data/3/x").toString());
    assertEquals("[100.0]", json.at("/data/3/y").toString());
    assertEquals("dash", json.at("/layout/shapes/0/line/dash").asText());
  }

  @Test
  void ofTwoClassesTheSecondOfMoreEachAgainstTheRest() {
    assertEquals("ROC of bee: bee (area 0.750)", Plots.roc(TWO).toString());
    assertEquals(
        "Precision and recall of bee, at every threshold: bee now 0.500 and 0.500",
        Plots.precisionRecall(TWO).toString());
    Evaluation three = many(3);
    assertEquals(
        "ROC of each class against the rest: 0 (area 1.000); 1 (area 1.000); 2 (area 1.000)",
        Plots.roc(three).toString());
    assertEquals(
        "Precision and recall of each class against the rest, at every threshold: 0 now 1.000 and"
            + " 1.000; 1 now 1.000 and 1.000; 2 now 1.000 and 1.000",
        Plots.precisionRecall(three).toString());
    assertEquals(
        16, PlotsTest.json(Plots.roc(many(12))).at("/data").size(), "eight and their dots");
    assertEquals("ROC of 8 of 12 classes: ", Plots.roc(many(12)).toString().substring(0, 24));
  }

  /** One image of each class, right. */
  private static Evaluation many(int classes) {
    List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    float[][] logits = new float[classes][classes];
    for (int i = 0; i < classes; i++) {
      logits[i][i] = 2;
    }
    return Evaluation.of(names, names, IntStream.range(0, classes).toArray(), logits);
  }

  @Test
  void whatHasNoCurveIsRefused() {
    refused("no evaluations to draw; one or more are needed", () -> Plots.roc(Map.of(), "ant"));
    Evaluation one =
        Evaluation.of(List.of("a", "b"), List.of("x"), new int[1], new float[][] {{1, 0}});
    refused("images are of one class, must be of two or more for a curve", () -> Plots.roc(one));
    refused(
        "1 of 1 images are of \"a\", some and not all must be",
        () -> Plots.roc(Map.of("x", one), "a"));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
