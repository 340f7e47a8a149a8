package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** All expected figures were recorded from scikit-learn 1.9.1 on the same logits. */
class EvaluationTest {
  private static final List<String> CLASSES = List.of("ant", "bee", "wasp");
  private static final float[][] LOGITS = {
    {2, 1, 0},
    {0.5f, 1.5f, 0.2f},
    {1.2f, 0.3f, 1.0f},
    {0, 3, 1},
    {1, 0, 0.5f},
    {0.1f, 0.9f, 0.4f},
    {0.3f, 0.2f, 0.1f},
    {2.5f, 0, 1.5f}
  };
  private static final int[] LABELS = {0, 0, 2, 1, 1, 1, 2, 0};
  private final Evaluation evaluation =
      Evaluation.of(CLASSES, List.of("a", "b", "c", "d", "e", "f", "g", "h"), LABELS, LOGITS);

  @Test
  void lossAndAccuracyEqualScikitLearn() {
    assertEquals(0.8808420666078178, evaluation.loss(), 1e-8);
    assertEquals(0.5, evaluation.accuracy());
    assertEquals(0.75, evaluation.topK(2));
    assertEquals(1.0, evaluation.topK(3));
  }

  @Test
  void confusionHasTrueRowsAndPredictedColumns() {
    int[][] expected = {{2, 1, 0}, {1, 2, 0}, {2, 0, 0}};
    assertArrayEquals(expected, evaluation.confusion());
    Table table = evaluation.confusionTable();
    assertEquals(List.of("true \\ predicted", "ant", "bee", "wasp"), table.columnNames());
    assertEquals(List.of(2, 1, 2), table.intColumn("ant").asList());
    assertEquals(CLASSES, table.stringColumn(0).asList());
  }

  @Test
  void reportEqualsScikitLearn() {
    Table report = evaluation.report();
    assertEquals(
        List.of("ant", "bee", "wasp", "macro mean", "weighted mean"),
        report.stringColumn("class").asList());
    double[][] expected = {
      {0.4, 2 / 3.0, 0, 0.35555555555555557, 0.4},
      {2 / 3.0, 2 / 3.0, 0, 0.4444444444444444, 0.5},
      {0.5, 2 / 3.0, 0, 0.38888888888888884, 0.4375}
    };
    assertArrayEquals(expected[0], report.doubleColumn("precision").asDoubleArray(), 1e-12);
    assertArrayEquals(expected[1], report.doubleColumn("recall").asDoubleArray(), 1e-12);
    assertArrayEquals(expected[2], report.doubleColumn("F1").asDoubleArray(), 1e-12);
    assertEquals(List.of(3, 3, 2, 8, 8), report.intColumn("support").asList());
    assertEquals(0.4, evaluation.precision("ant"), 1e-12);
    assertEquals(2 / 3.0, evaluation.recall("ant"), 1e-12);
    assertEquals(0.5, evaluation.f1("ant"), 1e-12);
    assertEquals(0.38888888888888884, evaluation.macroF1(), 1e-12);
    assertEquals(
        "no class \"moth\"; there are ant, bee, wasp",
        assertThrows(IllegalArgumentException.class, () -> evaluation.recall("moth")).getMessage());
  }

  /** Tablesaw takes column names for equal that differ in case alone, also in Turkish. */
  @Test
  void classesThatDifferInCaseAloneHaveColumnsOfTheirOwn() {
    List<String> classes = List.of("A", "a", "a (2)", "É", "é", "İ", "i", "True \\ Predicted");
    int[] labels = {0, 1, 2, 3, 4, 5, 6, 7};
    float[][] logits = new float[8][8];
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      logits[i][i] = 1;
      ids.add("image " + i);
    }
    Evaluation cased = Evaluation.of(classes, ids, labels, logits);
    Table table = cased.confusionTable();
    assertEquals(
        List.of(
            "true \\ predicted",
            "A",
            "a (3)",
            "a (2)",
            "É",
            "é (2)",
            "İ",
            "i (2)",
            "True \\ Predicted (2)"),
        table.columnNames());
    assertEquals(classes, table.stringColumn(0).asList());
    assertEquals(1, table.intColumn("a (3)").get(1));
    assertEquals(1, cased.f1("a"));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertEquals(table.columnNames(), cased.confusionTable().columnNames());
      assertEquals(
          table.columnNames().subList(1, 8),
          Stacking.fit(List.of(cased, cased)).weights().columnNames().subList(1, 8));
    } finally {
      Locale.setDefault(before);
    }
  }

  /** As scikit-learn's macro average, which counts the labels that are true or predicted. */
  @Test
  void absentClassesDoNotPullTheMacroMeanDown() {
    Evaluation some =
        Evaluation.of(
            List.of("ant", "bee", "wasp", "moth"),
            List.of("x", "y", "z"),
            new int[] {0, 1, 1},
            new float[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 0, 1}});
    assertEquals((1 + 2 / 3.0 + 0) / 3, some.macroF1(), 1e-12);
    assertEquals(List.of(1, 2, 0, 0, 3, 3), some.report().intColumn("support").asList());
    assertEquals(0, some.f1("wasp"));
    assertEquals(2 / 3.0, some.accuracy(), 1e-12);
  }

  @Test
  void mistakesComeMostConfidentFirst() {
    List<Prediction> mistakes = evaluation.mistakes();
    assertEquals(List.of("b", "e", "c", "g"), mistakes.stream().map(Prediction::image).toList());
    Prediction third = mistakes.get(2);
    assertEquals(2, third.index());
    assertEquals("wasp", third.label());
    assertEquals("ant", third.predicted());
    assertEquals(0.44937753946269476, third.confidence(), 1e-7);
    assertEquals(0.18270326678043736, third.probabilities().get(1), 1e-7);
    assertEquals("c: ant (0.449), is wasp", third.toString());
  }

  @Test
  void predictionsKeepTheOrderOfImages() {
    assertEquals(
        List.of("ant", "bee", "ant", "bee", "ant", "bee", "ant", "ant"),
        evaluation.predictions().stream().map(Prediction::predicted).toList());
  }

  @Test
  void hugeLogitsStayFinite() {
    float[][] huge = {{1e4f, -1e4f}, {-1e4f, 1e4f}};
    Evaluation certain = Evaluation.of(List.of("a", "b"), List.of("x", "y"), new int[2], huge);
    assertEquals(1e4, certain.loss(), 1e-6);
  }

  @Test
  void singleLogitGoesInAsZeroAndItself() {
    float[][] logits = {{0, 2}};
    Evaluation binary = Evaluation.of(List.of("a", "b"), List.of("x"), new int[] {1}, logits);
    assertEquals(1 / (1 + Math.exp(-2)), binary.predictions().get(0).confidence(), 1e-12);
  }

  @Test
  void ofEqualsTheFirstClassWins() {
    float[][] logits = {{1, 1, 0}};
    Evaluation tie = Evaluation.of(CLASSES, List.of("x"), new int[] {1}, logits);
    assertEquals("ant", tie.predictions().get(0).predicted());
    assertEquals(0.0, tie.accuracy());
    assertEquals(1.0, tie.topK(2));
  }

  @Test
  void laterChangesOfTheArraysDoNotReachIt() {
    float[][] logits = {{1, 0}};
    int[] labels = {0};
    Evaluation result = Evaluation.of(List.of("a", "b"), List.of("x"), labels, logits);
    logits[0][1] = 9;
    labels[0] = 1;
    assertEquals(1.0, result.accuracy());
  }

  @Test
  void tableAndTextSumUp() {
    Table table = evaluation.table();
    assertEquals(
        List.of("images", "mistakes", "loss", "accuracy", "macro F1", "accuracy, 95 %"),
        table.columnNames());
    assertEquals("0.22 to 0.78", table.stringColumn("accuracy, 95 %").get(0));
    assertEquals(0.38888888888888884, table.doubleColumn("macro F1").get(0), 1e-12);
    assertEquals(
        "evaluation of 8 images: accuracy 0.5000 (0.22 to 0.78), loss 0.8808, 4 wrong",
        evaluation.toString().lines().findFirst().orElseThrow());
  }

  @Test
  void messagesNameWhatIsWrong() {
    assertMessage(
        "2 ids, 1 labels and 1 rows of logits; each image needs one of each",
        List.of("x", "y"),
        new int[1],
        new float[1][3]);
    assertMessage(
        "label of image \"x\" is 3, expected 0…2 (ant, bee, wasp)",
        List.of("x"),
        new int[] {3},
        new float[1][3]);
    assertMessage(
        "1 logits for image \"x\", expected 3, one a class (ant, bee, wasp)",
        List.of("x"),
        new int[1],
        new float[1][1]);
    assertMessage(
        "no images to evaluate; one or more are needed", List.of(), new int[0], new float[0][]);
    assertEquals(
        "k is 4, expected 1…3",
        assertThrows(IllegalArgumentException.class, () -> evaluation.topK(4)).getMessage());
  }

  private static void assertMessage(
      String expected, List<String> ids, int[] labels, float[][] logits) {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> Evaluation.of(CLASSES, ids, labels, logits));
    assertEquals(expected, error.getMessage());
  }
}
