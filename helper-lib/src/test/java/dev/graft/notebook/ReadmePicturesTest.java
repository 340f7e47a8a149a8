package dev.graft.notebook;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.TransferModel;
import dev.graft.data.Augmentation;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.plot.Figure;
import dev.graft.plot.Plots;
import dev.graft.train.FineTune;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of README.md are what Graft draws. Here they are made of a network that knows
 * nothing; {@code mvn test -pl helper-lib -Dtest=ReadmePicturesTest
 * -Dgraft.pictures=../docs/images} makes those that are committed, with pretrained weights.
 */
class ReadmePicturesTest {
  private static final Path COMMITTED = Path.of("../docs/images");

  @TempDir Path folder;

  @Test
  void areMadeByOneCall() throws IOException {
    String wanted = System.getProperty("graft.pictures");
    Path into = wanted == null ? folder : Path.of(wanted);
    Map<String, Figure> pictures =
        wanted == null
            ? pictures(Backbone.MOBILENET_V1_025.size(32).untrained(1), Samples.garden(4, 1), 1)
            : pictures(Backbone.EFFICIENTNET_LITE0.load(), Samples.garden(), 10);
    for (var picture : pictures.entrySet()) {
      write(picture.getValue(), into.resolve(picture.getKey()));
    }
    assertEquals(files(COMMITTED), files(into));
  }

  @Test
  void areSmall() throws IOException {
    for (String name : files(COMMITTED)) {
      long bytes = Files.size(COMMITTED.resolve(name));
      assertTrue(bytes < 60_000, name + " has " + bytes + " bytes");
    }
  }

  private static Map<String, Figure> pictures(TransferModel model, Splits data, int epochs) {
    try (model) {
      replaceHead(model, Head.classifier(data.classes()).dropout(0.2));
      freeze(model);
      var train = augment(data.train(), Augmentation.flip().rotate(15).zoom(0.1));
      var history = fineTune(model, train, data.validation(), FineTune.epochs(epochs));
      var some = data.test().take(12, 5);
      return Map.of(
          "predictions.jpg", Plots.predictions(predict(model, some), some),
          "history.png", Plots.history(history),
          "confusion.png", Plots.confusion(evaluate(model, data.test())));
    }
  }

  /** Writes a figure as large as it wants to be shown: its own PNG has more pixels. */
  private static void write(Figure figure, Path file) throws IOException {
    var image = new BufferedImage(figure.width(), figure.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(figure.image(), 0, 0, figure.width(), figure.height(), null);
    pen.dispose();
    String name = file.getFileName().toString();
    ImageWriter writer =
        ImageIO.getImageWritersByFormatName(name.substring(name.indexOf('.') + 1)).next();
    ImageWriteParam options = writer.getDefaultWriteParam();
    if (options.canWriteCompressed()) {
      options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      options.setCompressionQuality(0.5f); // what a PNG heeds changes its bytes, not its pixels
    }
    Files.deleteIfExists(file);
    try (var out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), options);
    } finally {
      writer.dispose();
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
