package dev.graft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.ImageSet;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Verdict;
import dev.graft.infer.OnnxFile;
import dev.graft.plot.Plots;
import dev.graft.train.Epochs;
import dev.graft.train.History;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.Histogram;

class RenderersTest {
  private static final Evaluation EVALUATION =
      Evaluation.of(
          List.of("a", "<script>"),
          List.of("x", "y"),
          new int[] {0, 1},
          new float[][] {{1, 0}, {1, 0}});
  private final Renderer renderer = new Renderer();

  @BeforeEach
  void register() {
    Renderers.into(renderer);
  }

  @Test
  void figureIsOneBundleOfPlotlyPngAndText() throws Exception {
    DisplayData shown = renderer.render(Plots.confusion(EVALUATION));
    Map<?, ?> plotly = (Map<?, ?>) data(shown, Bundle.PLOTLY);
    assertEquals(List.of("data", "layout"), List.copyOf(plotly.keySet()));
    byte[] png = Base64.getDecoder().decode((String) data(shown, "image/png"));
    assertTrue(ImageIO.read(new ByteArrayInputStream(png)).getWidth() > 500);
    assertEquals("Confusion: 1 of 2 right", data(shown, "text/plain"));
    assertNull(data(shown, "text/html"));
  }

  @Test
  void pngIsShownAtItsWidth() {
    var figure = Plots.confusion(EVALUATION);
    assertEquals(
        Map.of("image/png", Map.of("width", figure.width(), "height", figure.height())),
        Bundle.of(figure).metadata());
  }

  @Test
  void evaluationAndHistoryAreTablesWithoutScript() {
    String evaluation = (String) data(renderer.render(EVALUATION), "text/html");
    assertTrue(evaluation.contains("evaluation of 2 images: accuracy 0.5000"));
    assertTrue(evaluation.contains("&lt;script&gt;"));
    assertFalse(evaluation.contains("<script"));
    var epoch = Epochs.epoch(1, 1, 0.5, 0.8, 0.6, 0.7);
    var history = new History(List.of(epoch), "MXNet", "cpu", 42, "");
    String html = (String) data(renderer.render(history), "text/html");
    assertTrue(html.contains("1 epoch on MXNet (cpu), seed 42"));
    String last = (String) data(renderer.render(history.last()), "text/html");
    assertTrue(last.contains("validation accuracy</th>") && last.contains("0.7000</td>"), last);
  }

  @Test
  void aPredictionShowsItsClassesAsBars(@TempDir Path folder) throws Exception {
    Path photo = folder.resolve("photo.png");
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    var classes = List.of("<b>ant", "bee");
    var logits = new float[][] {{0, (float) Math.log(3)}};
    var one = Prediction.of(classes, List.of(photo.toString()), logits).get(0);
    String html = (String) data(renderer.render(one), "text/html");
    assertTrue(html.contains(photo + ": bee (0.750)"), html);
    assertTrue(html.contains("&lt;b&gt;ant") && !html.contains("<b>ant"), html);
    assertTrue(html.contains("0.7500</td>") && html.contains("width: 120px"), html);
    assertTrue(html.contains("data:image/png"), html);
    String text = (String) data(renderer.render(one), "text/plain");
    assertTrue(text.contains("0.7500 " + "█".repeat(15) + "      bee"), text);
    var nowhere = Prediction.of(classes, List.of("val/bee/1.png"), logits).get(0);
    assertFalse(((String) data(renderer.render(nowhere), "text/html")).contains("<img"));
    var several = (String) data(renderer.render(List.of(nowhere, one)), "text/html");
    assertTrue(several.contains("val/bee/1.png</td>") && several.contains("0.7500</td>"), several);
  }

  @Test
  void verdictsStandBesideTheirPredictions() {
    var sure = new Verdict(List.of("<b>ant", "bee"), 0.9, 0.25, 0.5);
    var strange = new Verdict(List.of(), 0.9, 0.75, 0.5);
    List<Prediction> both =
        Stream.of(sure, strange)
            .map(
                its ->
                    new Prediction(
                        "x",
                        0,
                        "",
                        "bee",
                        0.9,
                        List.of("ant", "bee"),
                        List.of(0.1, 0.9),
                        Optional.of(its)))
            .toList();
    String html = (String) data(renderer.render(both), "text/html");
    for (String cell : List.of("may be</th>", "&lt;b&gt;ant, bee</td>", "none</td>")) {
      assertTrue(html.contains(cell), html);
    }
    assertTrue(html.contains(">known</td>") && html.contains(">unknown</td>"), html);
    assertTrue(html.contains("0.2500</td>") && html.contains("0.7500</td>"), html);
    var plain = new Prediction("x", 0, "", "bee", 0.9, List.of("ant", "bee"), List.of(0.1, 0.9));
    String mixed = (String) data(renderer.render(List.of(both.get(0), plain)), "text/html");
    assertFalse(mixed.contains("may be"), mixed);
  }

  @Test
  void numbersAreRoundedWhateverHoldsThem() {
    double third = 1 / 3.0;
    List<Object> values =
        List.of(third, (float) third, new double[] {third}, List.of(third), Optional.of(third));
    for (Object value : values) {
      String text = (String) data(renderer.render(value), "text/plain");
      assertTrue(text.contains("0.3333") && !text.contains("33333"), text);
    }
    String map = (String) data(renderer.render(Map.of("third", third)), "text/plain");
    assertEquals("{third=0.3333}", map);
    assertEquals("0.3333333333", data(renderer.render("0.3333333333"), "text/plain"));
  }

  @Test
  void anOnnxFileIsATable() {
    var latency = new OnnxFile.Latency(16, 12.345678901234567);
    var file =
        new OnnxFile(Path.of("a", "model.onnx"), 13_400_000, 4_651_272, 13, List.of(latency));
    String html = (String) data(renderer.render(file), "text/html");
    assertTrue(html.contains("ms for 16 images") && html.contains("12.35"), html);
    assertTrue(html.contains("4,651,272") && html.contains("13.40"), html);
  }

  /** Of ImageNet's thousand those that the images are of. */
  @Test
  void anEvaluationOfManyClassesListsThoseWithImages() {
    List<String> classes = IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
    float[][] logits = new float[1][1000];
    var result = Evaluation.of(classes, List.of("x"), new int[] {500}, logits);
    DisplayData shown = renderer.render(result);
    for (String type : List.of("text/html", "text/plain")) {
      String text = (String) data(shown, type);
      assertTrue(text.contains("class 500") && !text.contains("class 501"), text);
      assertTrue(text.contains("… and 999 classes without an image"), text);
    }
  }

  @Test
  void intervalsAreATable() throws Exception {
    String html = (String) data(renderer.render(EVALUATION.intervals()), "text/html");
    assertTrue(html.contains("recall of a"), html);
    assertTrue(html.contains("0.2065"), html);
  }

  @Test
  void aSetSaysWhatWasLeftOutAndWhatIsInTwoClasses(@TempDir Path folder) throws Exception {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (String split : List.of("train", "val")) {
      for (String name : List.of("ants", "bees")) {
        Path of = Files.createDirectories(folder.resolve(split).resolve(name));
        ImageIO.write(image, "png", of.resolve("0.png").toFile());
        Files.writeString(of.resolve("1.png"), "no image at all <script>");
      }
    }
    DisplayData set = renderer.render(ImageSet.of(folder.resolve("train")));
    String left = "2 left out, see rejected(): ants/1.png (not an image), …";
    String twice = "1 image is in several classes, see duplicates(): ants/0.png = bees/0.png";
    for (String type : List.of("text/html", "text/plain")) {
      String shown = (String) data(set, type);
      assertTrue(shown.contains("2 images of ants, bees; " + left + "; " + twice), shown);
    }
    DisplayData splits = renderer.render(ImageSet.splits(folder));
    for (String type : List.of("text/html", "text/plain")) {
      String shown = (String) data(splits, type);
      assertTrue(shown.contains("2 train, 2 validation and 0 test images of ants, bees"), shown);
      assertTrue(shown.contains("4 left out, see rejected()"), shown);
      assertTrue(shown.contains("1 image is in several splits, see duplicates()"), shown);
      assertTrue(shown.contains("validation"), shown);
    }
  }

  @Test
  void tableIsHtmlAndText() {
    DisplayData shown = renderer.render(Table.create(StringColumn.create("class", "ant")));
    assertTrue(((String) data(shown, "text/html")).contains("<td"));
    assertTrue(((String) data(shown, "text/plain")).contains("ant"));
  }

  @Test
  void aColumnIsATableOfOne() {
    DisplayData shown = renderer.render(DoubleColumn.create("accuracy", 0.12345678, 1));
    assertTrue(((String) data(shown, "text/html")).contains("accuracy</th>"));
    assertTrue(((String) data(shown, "text/html")).contains("0.1235</td>"));
  }

  @Test
  void aFigureMadeWithTablesawIsABundleLikeOurs() {
    var made = Histogram.create("confidence", new double[] {0.5, 0.75, 1});
    DisplayData shown = renderer.render(made);
    assertEquals("confidence: histogram of 3 values", data(shown, "text/plain"));
    Map<?, ?> plotly = (Map<?, ?>) data(shown, Bundle.PLOTLY);
    assertEquals(List.of("data", "layout"), List.copyOf(plotly.keySet()));
    assertTrue(((String) data(shown, "image/png")).length() > 1000);
    assertNull(data(shown, "text/html"));
  }

  @Test
  void whatCannotBeDrawnBecomesText() {
    Bundle bundle =
        Renderers.orText(
            "value",
            value -> {
              throw new NoClassDefFoundError("no fonts");
            });
    assertEquals(
        Map.of("text/plain", "value\n(not drawn: java.lang.NoClassDefFoundError: no fonts)"),
        bundle.data());
  }

  private static Object data(DisplayData shown, String type) {
    try {
      return shown.getData(MIMEType.parse(type));
    } catch (Exception e) {
      throw new IllegalArgumentException(type, e);
    }
  }
}
