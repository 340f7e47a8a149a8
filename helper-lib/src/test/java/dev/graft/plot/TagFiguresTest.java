package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.evaluate.MultiLabel;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagFiguresTest {
  private static final MultiLabel RESULT =
      MultiLabel.of(
          List.of("red", "round", "never"),
          List.of("a", "b", "c"),
          new boolean[][] {{true, false, false}, {false, true, false}, {true, true, false}},
          new float[][] {{2, -1, -1}, {1, 3, -1}, {-2, 1, -1}});

  private static String plotly(Figure figure) {
    return figure.plotly().orElseThrow();
  }

  /** A tag that no image has has no curve; the dot is where its threshold is. */
  @Test
  void eachTagHasACurve() {
    Figure figure = Plots.precisionRecall(RESULT.at(Map.of("red", 0.8)));
    assertEquals(
        "Precision and recall of 2 of 3 tags, at every threshold: red now 1.000 and 0.500; round"
            + " now 1.000 and 1.000",
        figure.toString());
    assertEquals(4, plotly(figure).split("\"type\":\"scatter\"").length - 1);
    assertTrue(figure.image().getWidth() > 800);
  }

  @Test
  void ofManyTagsThoseAreDrawnThatAreWorst() {
    int tags = 12;
    List<String> names = IntStream.range(0, tags).mapToObj(t -> "t" + t).toList();
    boolean[][] there = new boolean[2][tags];
    float[][] logits = new float[2][tags];
    for (int t = 0; t < tags; t++) {
      there[0][t] = true;
      logits[0][t] = t < 8 ? -1 : 1;
    }
    Figure figure = Plots.precisionRecall(MultiLabel.of(names, List.of("a", "b"), there, logits));
    assertTrue(figure.toString().startsWith("Precision and recall of 8 of 12 tags"));
    assertTrue(figure.toString().contains("t7 now") && !figure.toString().contains("t8 now"));
    MultiLabel none = MultiLabel.of(names, List.of("a"), new boolean[1][tags], new float[1][tags]);
    assertEquals(
        "no image has a tag; one or more are needed",
        assertThrows(IllegalArgumentException.class, () -> Plots.precisionRecall(none))
            .getMessage());
  }

  @Test
  void barsShowSharesOfEachTag() {
    Figure figure = Plots.perTag(RESULT);
    assertEquals("Precision, recall and F1 by tag: red, round, never", figure.toString());
    assertTrue(plotly(figure).contains("[50.0,100.0,0.0]"), plotly(figure));
    assertTrue(figure.image().getHeight() > 400);
  }
}
