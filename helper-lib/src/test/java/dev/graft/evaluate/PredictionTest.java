package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PredictionTest {
  private static final Prediction FLY =
      new Prediction(
          "photo.jpg",
          3,
          "bee",
          "fly",
          0.5,
          List.of("ant", "bee", "fly", "wasp"),
          List.of(0.1, 0.3, 0.5, 0.1));

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void amongSomeClassesTheirProbabilitiesSumToOne() {
    Prediction read = FLY.among(List.of("bee", "ant"));
    assertEquals("bee", read.predicted());
    assertEquals(List.of("bee", "ant"), read.classes());
    assertEquals(0.75, read.confidence(), 1e-12);
    assertEquals(0.25, read.probability("ant"), 1e-12);
    assertEquals(List.of("photo.jpg", 3, "bee"), List.of(read.image(), read.index(), read.label()));
    assertEquals("fly", FLY.among(List.of("fly")).predicted());
  }

  @Test
  void whatIsImpossibleIsSharedEqually() {
    var sure =
        new Prediction("x", 0, "", "ant", 1, List.of("ant", "bee", "fly"), List.of(1.0, 0.0, 0.0));
    assertEquals(List.of(0.5, 0.5), sure.among(List.of("fly", "bee")).probabilities());
  }

  @Test
  void theMostProbableStandFirst() {
    assertEquals(List.of("fly", "bee", "ant"), FLY.top(3).stringColumn("class").asList());
    assertEquals(List.of(0.5, 0.3, 0.1), FLY.top(3).doubleColumn("probability").asList());
    assertEquals(4, FLY.top(10).rowCount());
  }

  @Test
  void aWordThatIsNoClassIsRefused() {
    assertRefused(
        "no class \"hornet\"; there are ant, bee, fly, wasp", () -> FLY.probability("hornet"));
    assertRefused(
        "no class \"hornet\"; there are ant, bee, fly, wasp", () -> FLY.among(List.of("hornet")));
    assertRefused(
        "classes is [bee, bee], must be one or more different names",
        () -> FLY.among(List.of("bee", "bee")));
    assertRefused("classes is [], must be one or more different names", () -> FLY.among(List.of()));
    assertRefused("k is 0, must be at least 1", () -> FLY.top(0));
    assertRefused(
        "1 probabilities for 2 classes, each needs one",
        () -> new Prediction("x", 0, "", "a", 1, List.of("a", "b"), List.of(1.0)));
  }
}
