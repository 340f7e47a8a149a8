package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Features;
import dev.graft.train.Epochs;
import dev.graft.train.History;
import dev.graft.train.History.Epoch;
import dev.graft.train.LearningRates;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PlotsTest {
  private static final List<String> CLASSES = List.of("ant", "7", "it's \"<b>\"");
  private static final Evaluation EVALUATION =
      Evaluation.of(
          CLASSES,
          List.of("a", "b", "c", "d"),
          new int[] {0, 1, 2, 2},
          new float[][] {{3, 0, 0}, {0, 3, 0}, {0, 0, 3}, {2, 0, 1}});

  @Test
  void historyDrawsFourCurvesAndDividesStages() {
    History history = history(epoch(1, 1, 1e-3), epoch(2, 1, 1e-3), epoch(3, 2, 1e-5));
    Figure figure = Plots.history(history);
    assertColors(figure, Style.BLUE, Style.VERMILLION);
    JsonNode json = json(figure);
    assertEquals(4, json.get("data").size());
    assertEquals("[1.0,2.0,3.0]", json.at("/data/0/x").toString());
    assertEquals("[0.5,0.25,0.125]", json.at("/data/0/y").toString());
    assertEquals("[80.0,90.0,95.0]", json.at("/data/3/y").toString());
    assertEquals("x2", json.at("/data/3/xaxis").asText());
    assertEquals("cross entropy (nats)", json.at("/layout/yaxis/title/text").asText());
    assertEquals("right (%)", json.at("/layout/yaxis2/title/text").asText());
    assertEquals(2, json.at("/layout/shapes").size());
    assertEquals(2.5, json.at("/layout/shapes/0/x0").asDouble());
  }

  @Test
  void historyOfOneEpochWithoutValidationIsDrawn() {
    Epoch only = Epochs.epoch(1, 1, 0.5, 0.8, Double.NaN, Double.NaN);
    Figure figure = Plots.history(history(only));
    assertColors(figure, Style.BLUE);
    assertFalse(figure.plotly().orElseThrow().contains("NaN"));
  }

  @Test
  void aLearningRateChangesWhereItsStageBegins() {
    Figure figure = Plots.learningRate(history(epoch(1, 1, 1e-3), epoch(2, 2, 1e-5)));
    assertEquals("hvh", json(figure).at("/data/0/line/shape").asText());
    assertEquals("learning rate over 2 epochs; last: 1.00e-05", figure.toString());
    String one = Plots.learningRate(history(epoch(1, 1, 1e-3))).toString();
    assertEquals("learning rate over 1 epoch; last: 0.00100", one);
  }

  @Test
  void learningRatesAreDrawnWithTheirSuggestion() {
    List<LearningRates.Step> steps =
        IntStream.range(0, 30)
            .mapToObj(
                i -> {
                  double loss = i < 10 ? 2 : i < 20 ? 2 - 0.1 * (i - 9) : Math.pow(3, i - 19);
                  double last = i == 29 ? Double.NaN : loss;
                  return new LearningRates.Step(i + 1, Math.pow(10, i / 10.0 - 4), last, last);
                })
            .toList();
    LearningRates rates = new LearningRates(steps, "the loss is no number");
    Figure figure = Plots.learningRates(rates);
    assertColors(figure, Style.BLUE, Style.SKY, Style.FAINT);
    assertEquals("loss by learning rate: " + rates, figure.toString());
    JsonNode json = json(figure);
    assertEquals("log", json.at("/layout/xaxis/type").asText());
    assertEquals(rates.suggestion(), json.at("/layout/shapes/0/x0").asDouble());
    assertEquals("smoothed", json.at("/data/1/name").asText());
    assertEquals(21, json.at("/data/1/x").size(), "the explosion is cut off");
    assertFalse(figure.plotly().orElseThrow().contains("NaN"));
  }

  /** Where an epoch has no such figure there is no point, and no error. */
  @Test
  void whatWasWatchedHasAPanelOfItsOwn() {
    Epoch first = Epochs.epoch(1, 1, 0.5, 0.8, 0.6, 0.7);
    Epoch second = Epochs.with(Epochs.epoch(2, 1, 0.4, 0.9, 0.6, 0.7), "macro F1", 0.5);
    Epoch last = Epochs.with(second, "validation macro F1", 0.25);
    Figure figure = Plots.history(new History(List.of(first, last), "MXNet", "cpu", 1, ""));
    assertEquals(
        "loss and accuracy over 2 epochs; last: loss 0.4000, validation accuracy 0.7000, macro F1"
            + " 0.2500",
        figure.toString());
    JsonNode json = json(figure);
    assertEquals("macro F1", json.at("/layout/yaxis3/title/text").asText());
    assertEquals("[0.25]", json.at("/data/5/y").toString());
    assertEquals("x3", json.at("/data/5/xaxis").asText());
    assertEquals("x2", json.at("/data/3/xaxis").asText());
    assertEquals("x", json.at("/data/1/xaxis").asText());
  }

  @Test
  void aBubblesAreaIsInProportion() {
    Table table =
        Table.create(
            "backbones",
            StringColumn.create("backbone", "small", "large"),
            DoubleColumn.create("ms", 5, 20),
            DoubleColumn.create("accuracy", 0.9, 0.95),
            IntColumn.create("MB", new int[] {4, 16}));
    Figure figure = Plots.bubbles(table, "backbone", "ms", "accuracy", "MB");
    assertColors(figure, Style.BLUE, Style.VERMILLION);
    assertEquals("accuracy and ms; area: MB: small, large", figure.toString());
    JsonNode json = json(figure);
    assertEquals("[20.0]", json.at("/data/1/x").toString());
    assertEquals("[0.95]", json.at("/data/1/y").toString());
    double small = json.at("/data/0/marker/size").asDouble();
    assertEquals(2, json.at("/data/1/marker/size").asDouble() / small, 1e-9);
  }

  @Test
  void aBubbleNeedsAnArea() {
    Table table =
        Table.create(
            "t",
            StringColumn.create("name", "a"),
            DoubleColumn.create("x", 1.0),
            DoubleColumn.create("none", 0.0));
    assertRefused("none of \"a\" is 0.0, must be above 0 to be an area", table, "x", "none");
    assertRefused("column \"name\" holds STRING, must hold numbers", table, "name", "x");
    assertRefused("no rows in the table \"t\" to draw", table.emptyCopy(), "x", "x");
  }

  private static void assertRefused(String message, Table table, String x, String area) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> Plots.bubbles(table, "name", x, "x", area));
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void compareDrawsOneCurveATraining() {
    Map<String, History> both = new LinkedHashMap<>();
    both.put("pretrained", history(epoch(1, 1, 1e-3), epoch(2, 1, 1e-3)));
    both.put("from scratch", history(epoch(1, 1, 1e-3)));
    Figure figure = Plots.compare(both);
    assertColors(figure, Style.BLUE, Style.VERMILLION);
    JsonNode json = json(figure);
    assertEquals("[80.0,90.0]", json.at("/data/0/y").toString());
    assertEquals("from scratch", json.at("/data/1/name").asText());
    assertEquals("[0,104.5]", json.at("/layout/yaxis/range").toString());
    assertEquals(
        "validation accuracy after the last epoch: pretrained 0.9000, from scratch 0.8000",
        figure.toString());
  }

  @Test
  void comparingNothingIsRefused() {
    assertEquals(
        "no histories to compare; give one or more",
        assertThrows(IllegalArgumentException.class, () -> Plots.compare(Map.of())).getMessage());
    assertEquals(
        "history \"mine\" has no epochs",
        assertThrows(IllegalArgumentException.class, () -> Plots.compare(Map.of("mine", history())))
            .getMessage());
  }

  @Test
  void learningRatesFarApartGetALogarithmicAxis() {
    assertEquals("log", rateAxis(epoch(1, 1, 1e-3), epoch(2, 2, 1e-5)));
    assertEquals("linear", rateAxis(epoch(1, 1, 1e-3), epoch(2, 1, 5e-4)));
  }

  @Test
  void confusionKeepsNamesAndRows() {
    JsonNode json = json(Plots.confusion(EVALUATION));
    assertEquals("[[1.0,0.0,0.0],[0.0,1.0,0.0],[1.0,0.0,1.0]]", json.at("/data/0/z").toString());
    assertEquals(CLASSES.get(2), json.at("/data/0/y/2").asText());
    assertEquals("reversed", json.at("/layout/yaxis/autorange").asText());
    assertEquals("category", json.at("/layout/xaxis/type").asText());
    assertEquals("Confusion: 3 of 4 right", Plots.confusion(EVALUATION).toString());
  }

  @Test
  void confusionPaintsTheFirstClassInTheTopRow() {
    Evaluation skewed =
        Evaluation.of(
            List.of("a", "b"), List.of("x", "y"), new int[] {0, 0}, new float[][] {{1, 0}, {1, 0}});
    BufferedImage image = Plots.confusion(skewed).image();
    int w = image.getWidth();
    int h = image.getHeight();
    assertEquals(Style.SKY, new Color(image.getRGB(w * 3 / 10, h / 4)));
    assertEquals(Color.WHITE, new Color(image.getRGB(w * 3 / 10, h * 3 / 4)));
    assertEquals(Color.WHITE, new Color(image.getRGB(w * 8 / 10, h / 4)));
  }

  /** XChart counts its rows upwards. */
  @Test
  void confusionNamesItsRowsFromTheTop() {
    var cells = new ConfusionFigure(EVALUATION).chart().getHeatMapSeries();
    assertEquals(List.of(CLASSES.get(2), CLASSES.get(1), CLASSES.get(0)), cells.getYData());
    assertEquals(CLASSES, cells.getXData());
  }

  @Test
  void perClassDrawsPercentOfEachMetric() {
    Figure figure = Plots.perClass(EVALUATION);
    assertColors(figure, Style.color(0), Style.color(1), Style.color(2));
    JsonNode data = json(figure).get("data");
    assertEquals("[50.0,100.0,100.0]", data.at("/0/y").toString());
    assertEquals("recall", data.at("/1/name").asText());
    assertEquals("7", data.at("/0/x/1").asText());
  }

  @Test
  void barsDrawOneSeriesAColumn() {
    Table table =
        Table.create(
            "ways",
            StringColumn.create("way", "plain", "weights"),
            DoubleColumn.create("recall", 0.25, 0.5),
            DoubleColumn.create("F1", 0.5, 0.75));
    Figure figure = Plots.bars(table, "way", "recall", "F1");
    assertColors(figure, Style.color(0), Style.color(1));
    assertEquals("recall, F1 by way: plain, weights", figure.toString());
    JsonNode json = json(figure);
    assertEquals("[0.25,0.5]", json.at("/data/0/y").toString());
    assertEquals("F1", json.at("/data/1/name").asText());
    assertEquals("weights", json.at("/data/1/x/1").asText());
    assertEquals("way", json.at("/layout/xaxis/title/text").asText());
  }

  @Test
  void barsBelowZeroAreRefused() {
    Table table =
        Table.create("t", StringColumn.create("way", "a"), DoubleColumn.create("gain", -0.5));
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> Plots.bars(table, "way", "gain"));
    assertEquals("column \"gain\" holds -0.5, bars must be 0 or more", refusal.getMessage());
  }

  @Test
  void featuresDrawOneSeriesAClass() {
    Features features =
        new Features(
            CLASSES,
            List.of("a", "b", "c", "d"),
            new int[] {0, 1, 2, 2},
            new float[][] {{1, 0}, {0, 1}, {5, 5}, {6, 5}});
    JsonNode json = json(Plots.features(features));
    assertEquals(3, json.get("data").size());
    assertEquals(CLASSES.get(2).replace("'", "&#39;"), named(json.at("/data/2/name").asText()));
    assertEquals("[\"c\",\"d\"]", json.at("/data/2/text").toString());
    assertTrue(json.at("/layout/xaxis/title/text").asText().endsWith("% of variance)"));
  }

  @Test
  void emptyHistoryIsRefused() {
    assertEquals(
        "history has no epochs; train for one or more",
        assertThrows(IllegalArgumentException.class, () -> Plots.history(history())).getMessage());
  }

  static void assertColors(Figure figure, Color... colors) {
    BufferedImage image = figure.image();
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    for (Color color : colors) {
      long painted = IntStream.of(pixels).filter(p -> p == color.getRGB()).count();
      assertTrue(painted > 50, color + " covers " + painted + " pixels");
    }
  }

  /** Plotly reads entities; names come either plain or with the angle brackets as entities. */
  private static String named(String name) {
    return name.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
  }

  private static String rateAxis(Epoch... epochs) {
    return json(Plots.learningRate(history(epochs))).at("/layout/yaxis/type").asText();
  }

  private static Epoch epoch(int number, int stage, double rate) {
    double loss = Math.pow(0.5, number);
    double right = new double[] {0.8, 0.9, 0.95}[number - 1];
    return Epochs.with(
        Epochs.epoch(number, stage, loss, right, loss, right), "learning rate", rate);
  }

  private static History history(Epoch... epochs) {
    return new History(List.of(epochs), "PyTorch", "cpu", 1, "");
  }

  static JsonNode json(Figure figure) {
    try {
      return new ObjectMapper().readTree(figure.plotly().orElseThrow());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
