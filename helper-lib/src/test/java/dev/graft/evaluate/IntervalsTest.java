package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Recorded figures: record_intervals.py. */
class IntervalsTest {
  private static final Evaluation TEN =
      Evaluation.of(
          List.of("ant", "bee", "wasp"),
          IntStream.range(0, 10).mapToObj(i -> "image " + i).toList(),
          new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1},
          new float[][] {
            {2, 0, 0}, {2, 0, 0}, {2, 0, 0}, {0, 2, 0}, {0, 2, 0},
            {0, 2, 0}, {0, 2, 0}, {0, 2, 0}, {0, 2, 0}, {2, 0, 0}
          });

  @Test
  void sharesHaveStatsmodelsWilsonInterval() {
    JsonNode recorded = Recorded.intervals("wilson");
    assertEquals(9, recorded.size());
    for (JsonNode one : recorded) {
      int hits = one.get("hits").asInt();
      int of = one.get("of").asInt();
      Interval interval = Wilson.share(hits, of);
      assertEquals((double) hits / of, interval.value());
      assertEquals(one.get("low").asDouble(), interval.low(), 1e-12);
      assertEquals(one.get("high").asDouble(), interval.high(), 1e-12);
    }
  }

  /** 3 of 5 ants found, 4 taken for one; 4 of 5 bees found, 6 taken for one; no wasp at all. */
  @Test
  void eachFigureCountsItsOwnImages() {
    Intervals intervals = TEN.intervals();
    assertEquals(Wilson.share(7, 10), intervals.accuracy());
    assertEquals(Wilson.share(3, 5), intervals.recall("ant"));
    assertEquals(Wilson.share(3, 4), intervals.precision("ant"));
    assertEquals(Wilson.share(4, 5), intervals.recall("bee"));
    assertEquals(Wilson.share(4, 6), intervals.precision("bee"));
    assertEquals(new Interval(0, 0, 1), intervals.recall("wasp"));
    assertEquals(new Interval(0, 0, 1), intervals.precision("wasp"));
    assertEquals(
        "no class \"moth\"; there are ant, bee, wasp",
        assertThrows(IllegalArgumentException.class, () -> intervals.recall("moth")).getMessage());
  }

  /** SciPy drew 20,000 times: what differs is the chance of our 2,000. */
  @Test
  void lossAndMacroF1HaveSciPysBootstrapInterval() {
    for (JsonNode recorded : Recorded.intervals("evaluations")) {
      Evaluation evaluation =
          Recorded.evaluation(0, recorded.get("classes").asInt(), recorded.get("scale").asDouble());
      assertNear(recorded.get("loss"), evaluation.intervals().loss());
      assertNear(recorded.get("macro F1"), evaluation.intervals().macroF1());
      assertEquals(evaluation.loss(), evaluation.intervals().loss().value(), 1e-12);
      assertEquals(evaluation.macroF1(), evaluation.intervals().macroF1().value(), 1e-12);
    }
  }

  private static void assertNear(JsonNode recorded, Interval interval) {
    double low = recorded.get("low").asDouble();
    double high = recorded.get("high").asDouble();
    assertEquals(recorded.get("value").asDouble(), interval.value(), 1e-6);
    assertEquals(low, interval.low(), 0.04 * (high - low));
    assertEquals(high, interval.high(), 0.04 * (high - low));
  }

  @Test
  void theSameImagesHaveTheSameIntervals() {
    assertEquals(TEN.intervals().loss(), TEN.intervals().loss());
    assertEquals(TEN.intervals().macroF1(), TEN.intervals().macroF1());
  }

  /** A class that is neither true nor predicted does not count in a sample either. */
  @Test
  void macroF1OfPerfectAnswersIsOneInEverySample() {
    Evaluation perfect =
        Evaluation.of(
            List.of("a", "b", "c"),
            List.of("x", "y"),
            new int[] {0, 1},
            new float[][] {{1, 0, 0}, {0, 1, 0}});
    assertEquals(new Interval(1, 1, 1), perfect.intervals().macroF1());
  }

  /**
   * What the interval promises: over 20 shares and sizes the mean coverage is 0.95; the exact
   * coverage of each is summed over all outcomes (Brown, Cai and DasGupta 2001, section 3.1.1).
   */
  @Test
  void theIntervalHoldsTheTrueShareInNinetyFiveOfAHundredCases() {
    double mean =
        Stream.of(20, 50, 153, 1000)
            .flatMap(of -> Stream.of(0.1, 0.3, 0.5, 0.8, 0.95).map(share -> covered(of, share)))
            .mapToDouble(covered -> covered)
            .peek(covered -> assertTrue(covered > 0.92 && covered < 0.985, covered + ""))
            .average()
            .orElseThrow();
    assertEquals(0.95, mean, 0.005);
  }

  private static double covered(int of, double share) {
    var outcomes = new BinomialDistribution(of, share);
    return IntStream.rangeClosed(0, of)
        .filter(hits -> holds(Wilson.share(hits, of), share))
        .mapToDouble(outcomes::probability)
        .sum();
  }

  private static boolean holds(Interval interval, double value) {
    return interval.low() <= value && value <= interval.high();
  }

  /** 2,000 sets of 200 images, each with losses of mean 1: 95 % within four standard errors. */
  @Test
  void drawnSetsHoldTheTrueFiguresAsOftenAsPromised() {
    var random = new SplittableRandom(5);
    int sets = 400;
    int accuracy = 0;
    int loss = 0;
    for (int set = 0; set < sets; set++) {
      float[][] logits = new float[200][];
      double expected = 0;
      for (int i = 0; i < logits.length; i++) {
        boolean right = random.nextDouble() < 0.8;
        logits[i] = right ? new float[] {2, 0} : new float[] {0, 1};
      }
      expected = 0.8 * Math.log1p(Math.exp(-2)) + 0.2 * Math.log1p(Math.exp(1));
      Evaluation drawn =
          Evaluation.of(
              List.of("a", "b"),
              IntStream.range(0, 200).mapToObj(i -> "image " + i).toList(),
              new int[200],
              logits);
      accuracy += holds(drawn.intervals().accuracy(), 0.8) ? 1 : 0;
      loss += holds(drawn.intervals().loss(), expected) ? 1 : 0;
    }
    double error = Math.sqrt(0.95 * 0.05 / sets);
    assertEquals(0.95, (double) accuracy / sets, 4 * error);
    assertEquals(0.95, (double) loss / sets, 4 * error);
  }

  @Test
  void anIntervalIsWrittenWithAsManyDecimalsAsItsWidthCarries() {
    assertEquals("0.93 (0.88 to 0.96)", Wilson.share(142, 153).toString());
    assertEquals("0.70 (0.40 to 0.89)", TEN.intervals().accuracy().toString());
    assertEquals("0.9312 (0.9307 to 0.9317)", new Interval(0.93121, 0.93072, 0.9317).toString());
    assertEquals("0.931 (0.921 to 0.938)", new Interval(0.9312, 0.9207, 0.938).toString());
    assertEquals("1.0000 (1.0000 to 1.0000)", new Interval(1, 1, 1).toString());
    assertEquals(
        "interval is 0.5 to 0.4, must not fall",
        assertThrows(IllegalArgumentException.class, () -> new Interval(0.5, 0.5, 0.4))
            .getMessage());
  }

  @Test
  void allAreInOneTable() {
    Table table = TEN.intervals().table();
    assertEquals(List.of("figure", "value", "low", "high"), table.columnNames());
    assertEquals(
        List.of(
            "accuracy",
            "macro F1",
            "loss",
            "precision of ant",
            "recall of ant",
            "precision of bee",
            "recall of bee",
            "precision of wasp",
            "recall of wasp"),
        table.stringColumn("figure").asList());
    assertEquals(
        List.of(0.7, 0.6), List.of(table.doubleColumn(1).get(0), table.doubleColumn(1).get(4)));
    assertEquals(Wilson.share(3, 5).low(), table.doubleColumn("low").get(4));
    assertEquals(Wilson.share(3, 5).high(), table.doubleColumn("high").get(4));
    assertTrue(
        TEN.intervals()
            .toString()
            .matches(
                "accuracy 0\\.70 \\(0\\.40 to 0\\.89\\), macro F1 0\\.70 \\(.*\\), loss .* of 10"
                    + " images, each in 95 of 100 cases"),
        TEN.intervals().toString());
  }
}
