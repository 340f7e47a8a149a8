package dev.graft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.ImageSet;
import dev.graft.evaluate.Evaluation;
import dev.graft.plot.Plots;
import dev.graft.train.History;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

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
    assertEquals("Confusion: 1 of 2 images right", data(shown, "text/plain"));
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
    var epoch = new History.Epoch(1, 1, 1e-3, 0.5, 0.8, 0.6, 0.7, 1, 1);
    var history = new History(List.of(epoch), "MXNet", "cpu", 42, "");
    String html = (String) data(renderer.render(history), "text/html");
    assertTrue(html.contains("1 epoch on MXNet (cpu), seed 42"));
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
