package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Figures of {@code record_tags.py}, which computes the same logits. */
class MultiLabelTest {
  private static final List<String> TAGS =
      List.of("red", "round", "sweet", "dry", "never", "neither");
  private static final int IMAGES = 40;
  private static final int SEEN = 4;
  private static final boolean[][] THERE = new boolean[IMAGES][TAGS.size()];
  private static final float[][] LOGITS = new float[IMAGES][TAGS.size()];
  private static final MultiLabel RESULT = recorded();

  private static MultiLabel recorded() {
    for (int i = 0; i < IMAGES; i++) {
      for (int t = 0; t < TAGS.size(); t++) {
        THERE[i][t] = t < SEEN && (3 * i + 7 * t + i * t) % (t + 2) == 0;
        float logit = ((37 * i + 11 * t * t + 5 * i * t) % 41 - 24) / 4f + (THERE[i][t] ? 2 : 0);
        LOGITS[i][t] = t == 5 ? -Math.abs(logit) - 1 : logit;
      }
    }
    List<String> ids = IntStream.range(0, IMAGES).mapToObj(i -> i + ".png").toList();
    return MultiLabel.of(TAGS, ids, THERE, LOGITS);
  }

  private static JsonNode reference(String what) {
    try {
      return new ObjectMapper()
          .readTree(MultiLabelTest.class.getResourceAsStream("/reference/tags.json"))
          .get(what);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static double[] numbers(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  /** Each figure lies within its ends, and is the one that the evaluation itself gives. */
  @Test
  void intervalsHoldTheFigures() {
    Table bounds = RESULT.intervals();
    assertEquals(
        List.of("mean average precision", "micro F1", "macro F1", "precision of red"),
        bounds.stringColumn("figure").asList().subList(0, 4));
    assertEquals(3 + 2 * TAGS.size(), bounds.rowCount());
    double[] value = bounds.doubleColumn("value").asDoubleArray();
    assertEquals(RESULT.meanAveragePrecision(), value[0], 1e-12);
    assertEquals(RESULT.microF1(), value[1], 1e-12);
    assertEquals(RESULT.macroF1(), value[2], 1e-12);
    assertEquals(RESULT.precision("red"), value[3], 1e-12);
    assertEquals(RESULT.recall("red"), value[4], 1e-12);
    for (int i = 0; i < value.length; i++) {
      double low = bounds.doubleColumn("low").get(i);
      double high = bounds.doubleColumn("high").get(i);
      assertTrue(low <= value[i] && value[i] <= high, low + " " + value[i] + " " + high);
      assertTrue(high - low > 0.05, "forty images are sure of nothing");
    }
  }

  private static double[] column(MultiLabel result, String name) {
    Table report = result.report().first(TAGS.size());
    return report.numberColumn(name).asDoubleArray();
  }

  private static void figuresAre(String recording, MultiLabel result) {
    JsonNode expected = reference(recording);
    assertArrayEquals(
        numbers(expected.get("precision")), column(result, "precision"), 1e-12, recording);
    assertArrayEquals(numbers(expected.get("recall")), column(result, "recall"), 1e-12);
    assertArrayEquals(numbers(expected.get("f1")), column(result, "F1"), 1e-12);
    assertArrayEquals(numbers(expected.get("support")), column(result, "support"));
    assertEquals(expected.get("micro").asDouble(), result.microF1(), 1e-12);
    assertEquals(expected.get("macro").asDouble(), result.macroF1(), 1e-12);
  }

  @Test
  void figuresAreThoseOfScikitLearn() {
    figuresAre("half", RESULT);
    Map<String, Double> third = new LinkedHashMap<>();
    TAGS.forEach(tag -> third.put(tag, 1 / 3.0));
    figuresAre("third", RESULT.at(third));
    double[] each = numbers(reference("average precision"));
    assertArrayEquals(
        each, TAGS.stream().limit(SEEN).mapToDouble(RESULT::averagePrecision).toArray(), 1e-12);
    assertEquals(Double.NaN, RESULT.averagePrecision("never"));
    double mean = reference("mean average precision").asDouble();
    assertEquals(mean, RESULT.meanAveragePrecision(), 1e-12);
    assertEquals(mean, RESULT.at(third).meanAveragePrecision(), 1e-12);
    assertEquals(reference("loss").asDouble(), RESULT.loss(), 1e-12);
  }

  /** What is chosen on some images reaches there the best F1 there is, and is kept for others. */
  @Test
  void thresholdsAreThoseOfTheBestF1() {
    Map<String, Double> chosen = RESULT.thresholds();
    assertEquals(TAGS, List.copyOf(chosen.keySet()));
    MultiLabel decided = RESULT.at(chosen);
    double[] best = numbers(reference("best F1"));
    assertArrayEquals(best, TAGS.stream().limit(SEEN).mapToDouble(decided::f1).toArray(), 1e-12);
    assertEquals(0.5, chosen.get("never"));
    assertEquals(chosen, decided.thresholds(), "no threshold changes what is best");
    assertArrayEquals(
        chosen.values().stream().mapToDouble(Double::doubleValue).toArray(),
        column(decided, "threshold"));
    assertEquals(
        chosen.get("red"), RESULT.at(Map.of("red", 0.1)).at(chosen).thresholds().get("red"));
  }

  /** In the middle of 0.9 and 0.2: what lies between may be either. */
  @Test
  void aThresholdLiesBetweenTwoImages() {
    float[][] logits = {{logit(0.9)}, {logit(0.95)}, {logit(0.2)}};
    MultiLabel result =
        MultiLabel.of(
            List.of("red"),
            List.of("a", "b", "c"),
            new boolean[][] {{true}, {true}, {false}},
            logits);
    assertEquals(0.55, result.thresholds().get("red"), 1e-6);
    assertEquals(1, result.at(result.thresholds()).f1("red"));
    MultiLabel all =
        MultiLabel.of(
            List.of("red"), List.of("a"), new boolean[][] {{true}}, new float[][] {{-900}});
    assertEquals(0, all.thresholds().get("red"));
    assertEquals(1, all.at(all.thresholds()).recall("red"));
  }

  private static float logit(double probability) {
    return (float) Math.log(probability / (1 - probability));
  }

  /** Of equal F1 the higher threshold, which is wrong of fewer images; both zeros are one score. */
  @Test
  void ofEqualThresholdsTheHigherIsChosen() {
    boolean[][] there = {{true}, {false}, {false}, {true}};
    float[][] logits = {{logit(0.9)}, {logit(0.8)}, {logit(0.7)}, {logit(0.6)}};
    List<String> ids = List.of("a", "b", "c", "d");
    MultiLabel result = MultiLabel.of(List.of("red"), ids, there, logits);
    assertEquals(0.85, result.thresholds().get("red"), 1e-6);
    float[][] zeros = {{0f}, {-0f}, {-0f}, {0f}};
    MultiLabel half = MultiLabel.of(List.of("red"), ids, there, zeros);
    assertEquals(0.5, half.averagePrecision("red"));
    assertEquals(1, half.recall("red"), "a probability of 0.5 is enough");
  }

  @Test
  void meansStandBelowTheTags() {
    Table report = RESULT.report();
    assertEquals(TAGS.size() + 2, report.rowCount());
    assertEquals("macro mean", report.stringColumn("tag").get(6));
    assertEquals("micro mean", report.stringColumn("tag").get(7));
    double[] precisions = column(RESULT, "precision");
    double sum = DoubleStream.of(precisions).sum();
    assertEquals(sum / 5, report.doubleColumn("precision").get(6), 1e-12, "of five that occur");
    assertEquals(RESULT.macroF1(), report.doubleColumn("F1").get(6));
    assertEquals(
        RESULT.meanAveragePrecision(), report.doubleColumn("average precision").get(6), 1e-12);
    assertEquals(RESULT.microF1(), report.doubleColumn("F1").get(7));
    assertTrue(report.doubleColumn("average precision").isMissing(7));
    assertTrue(report.doubleColumn("threshold").isMissing(6));
    assertEquals(51, report.longColumn("support").get(7));
    assertEquals(precisions[0], RESULT.precision("red"));
    assertTrue(report.printAll().contains("0.5000  |       20"), report.printAll());
  }

  @Test
  void tagsOfImagesThatNobodyKnows() {
    List<Tagged> all =
        Tagged.of(
            List.of("red", "round"),
            List.of(0.5, 0.9),
            List.of("a", "b"),
            new float[][] {{0, 2}, {-1, 9}});
    assertEquals(
        List.of("a: red 0.500", "b: round 1.000"), all.stream().map(Tagged::toString).toList());
    assertTrue(all.get(0).right());
    assertEquals(List.of(), all.get(0).missed());
    refused(
        "2 probabilities and 1 thresholds for 2 tags, each needs one of both",
        () -> Tagged.of(TAGS.subList(0, 2), List.of(0.5), List.of("a"), new float[1][2]));
    refused("no tag \"dry\"; there are red, round", () -> all.get(0).probability("dry"));
  }

  @Test
  void thresholdsAreCheckedWhereverTheyComeFrom() {
    TagThresholds.require(TAGS, List.of());
    TagThresholds.require(List.of("red", "round"), List.of(0.0, 1.0));
    assertEquals(0, RESULT.at(Map.of("red", 0.0)).report().doubleColumn("threshold").get(0));
    assertEquals(1, RESULT.at(Map.of("red", 1.0)).report().doubleColumn("threshold").get(0));
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
      refused(
          "thresholds is [" + wrong + "], must be one of 0 to 1 for each tag (red)",
          () -> TagThresholds.require(List.of("red"), List.of(wrong)));
    }
    refused(
        "thresholds is [0.5], must be one of 0 to 1 for each tag (red, round)",
        () -> TagThresholds.require(List.of("red", "round"), List.of(0.5)));
  }

  @Test
  void figuresAreOfAnyNumberOfImages() {
    TagFigures figures = new TagFigures(1);
    for (int i = 0; i < 5000; i++) {
      figures.add(new float[] {i - 2500}, new boolean[][] {{i >= 2500}});
    }
    assertEquals(1, figures.microF1());
    assertEquals(1, figures.meanAveragePrecision(), 1e-12);
    assertEquals(5000, figures.state().get("logits").length);
  }

  @Test
  void curvesAreAskedByName() {
    Table curve = RESULT.thresholds("red");
    double best = DoubleStream.of(curve.doubleColumn("F1").asDoubleArray()).max().orElseThrow();
    assertEquals(numbers(reference("best F1"))[0], best, 1e-12);
    refused(
        "no tag \"blue\"; there are red, round, sweet, dry, never, neither",
        () -> RESULT.f1("blue"));
    refused(
        "no tag \"blue\"; there are red, round, sweet, dry, never, neither",
        () -> RESULT.at(Map.of("blue", 0.5)));
    refused("threshold of \"red\" is 1.5, must be 0 to 1", () -> RESULT.at(Map.of("red", 1.5)));
  }

  /** Those that are most wrong come first, each with what is wrong of it. */
  @Test
  void mistakesSayWhatIsMissedAndWhatIsTooMuch() {
    float[][] logits = {{3, -3}, {-1, 2}, {-4, 5}};
    boolean[][] there = {{true, false}, {true, false}, {true, false}};
    MultiLabel result =
        MultiLabel.of(List.of("red", "round"), List.of("a", "b", "c"), there, logits);
    assertEquals(
        List.of(
            "c: round 0.993; misses red; wrongly round",
            "b: round 0.881; misses red; wrongly round"),
        result.mistakes().stream().map(Tagged::toString).toList());
    assertEquals("a: red 0.953", result.predictions().get(0).toString());
    assertTrue(result.predictions().get(0).right());
    assertEquals(
        "b: no tag; misses red", result.at(Map.of("round", 0.9)).predictions().get(1).toString());
    assertEquals(0.953, result.predictions().get(0).probability("red"), 1e-3);
    assertTrue(
        result.toString().startsWith("tags of 3 images: mean average precision 1.0000"),
        result.toString());
  }

  /** One that is never given counts, with nothing. */
  @Test
  void aTagThatIsNeverGivenCounts() {
    float[][] logits = {{1, -1}, {1, -2}};
    boolean[][] there = {{true, true}, {true, false}};
    List<String> two = List.of("red", "round");
    assertEquals(0.5, MultiLabel.of(two, List.of("a", "b"), there, logits).macroF1());
  }

  @Test
  void sizesMustAgree() {
    refused(
        "no images to evaluate; one or more are needed",
        () -> MultiLabel.of(TAGS, List.of(), new boolean[0][], new float[0][]));
    refused(
        "1 images, 1 rows of tags and 2 of logits; each image needs one of each",
        () -> MultiLabel.of(TAGS, List.of("a"), new boolean[1][6], new float[2][6]));
    refused(
        "\"a\" has 6 tags expected and 5 logits, must have 6 (red, round, sweet, dry, never, neither)",
        () -> MultiLabel.of(TAGS, List.of("a"), new boolean[1][6], new float[1][5]));
  }

  /** Batch by batch and gone on with half way they are the report's own. */
  @Test
  void figuresAreCountedBatchByBatch() {
    float[] flat = new float[IMAGES * TAGS.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = LOGITS[i / TAGS.size()][i % TAGS.size()];
    }
    TagFigures first = new TagFigures(TAGS.size());
    int half = IMAGES / 2 * TAGS.size();
    first.add(Arrays.copyOf(flat, half), Arrays.copyOf(THERE, IMAGES / 2));
    TagFigures second = new TagFigures(TAGS.size());
    second.add(new float[6], new boolean[1][6]);
    second.restore(first.state());
    second.add(
        Arrays.copyOfRange(flat, half, flat.length), Arrays.copyOfRange(THERE, IMAGES / 2, IMAGES));
    assertEquals(RESULT.microF1(), second.microF1());
    assertEquals(RESULT.macroF1(), second.macroF1());
    assertEquals(RESULT.meanAveragePrecision(), second.meanAveragePrecision(), 1e-15);
    refused(
        "the epoch under way has counted 0 logits and 0 tags, expected as many of both for 6 tags",
        () -> second.restore(Map.of("accuracy", new double[2])));
    assertEquals(Double.NaN, new TagFigures(2).meanAveragePrecision());
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
