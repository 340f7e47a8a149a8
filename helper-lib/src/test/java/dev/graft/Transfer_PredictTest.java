package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.predict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.ImageSet;
import dev.graft.evaluate.Prediction;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Transfer_PredictTest {

  @Test
  void probabilitiesAreThoseOfTheEvaluation() {
    try (TransferModel model = Garden.model("MXNet")) {
      List<Prediction> evaluated = evaluate(model, Garden.IMAGES.test()).predictions();
      List<Prediction> predicted = predict(model, Garden.IMAGES.test());
      assertEquals(12, predicted.size());
      for (int i = 0; i < predicted.size(); i++) {
        assertEquals(evaluated.get(i).probabilities(), predicted.get(i).probabilities());
        assertEquals(evaluated.get(i).image(), predicted.get(i).image());
        assertEquals("", predicted.get(i).label());
      }
    }
  }

  @Test
  void aFileIsPredictedAsTheSameImageInASet(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("unknown.png");
    ImageIO.write(Garden.IMAGES.test().image(3), "png", file.toFile());
    try (TransferModel model = Garden.model("MXNet")) {
      Prediction one = predict(model, file);
      Prediction same = predict(model, Garden.IMAGES.test()).get(3);
      assertEquals(same.probabilities(), one.probabilities());
      assertEquals(file.toString(), one.image());
    }
  }

  @Test
  void whereverAnImageComesFromItIsPredictedAlike(@TempDir Path folder) throws IOException {
    BufferedImage image = Garden.IMAGES.test().image(3);
    Path file = folder.resolve("unknown.png");
    ImageIO.write(image, "png", file.toFile());
    byte[] bytes = Files.readAllBytes(file);
    try (TransferModel model = Garden.model("MXNet");
        InputStream stream = Files.newInputStream(file)) {
      List<Double> expected = predict(model, Garden.IMAGES.test()).get(3).probabilities();
      List<Prediction> all =
          List.of(
              predict(model, image),
              predict(model, bytes),
              predict(model, stream),
              predict(model, file.toUri()),
              predict(model, file.toUri().toURL()),
              predict(model, List.of(file, file)).get(1));
      all.forEach(one -> assertEquals(expected, one.probabilities()));
      assertEquals(
          List.of("image", "bytes", "stream", "" + file, "" + file, "" + file),
          all.stream().map(Prediction::image).toList());
      assertEquals(List.of(), predict(model, List.of()));
      assertEquals(
          "image is not readable: bytes (not an image)",
          assertThrows(RuntimeException.class, () -> predict(model, new byte[99])).getMessage());
    }
  }

  /** Panoramas, scan lines and single pixels: whatever a folder holds. */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 1000", "3000, 20", "20000, 2", "2, 20000", "30000, 2", "1, 65000"})
  void sizesOfAnyShapeArePredictedAndEvaluated(int width, int height, @TempDir Path folder)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    image.setRGB(width / 2, height / 2, 0x3060c0);
    for (String name : Garden.IMAGES.classes().subList(0, 2)) {
      Path file = Files.createDirectories(folder.resolve(name)).resolve("x.png");
      ImageIO.write(image, "png", file.toFile());
    }
    ImageSet images = ImageSet.of(folder);
    try (TransferModel model = Garden.model("MXNet")) {
      var read = predict(model, images).get(0).probabilities();
      assertEquals(read, evaluate(model, images).predictions().get(0).probabilities());
    }
  }

  @Test
  void aFileThatIsNoImageIsNamed(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no picture");
    try (TransferModel model = Garden.model("MXNet")) {
      RuntimeException refused = assertThrows(RuntimeException.class, () -> predict(model, text));
      assertEquals("image is not readable: " + text + " (not an image)", refused.getMessage());
      RuntimeException missing =
          assertThrows(RuntimeException.class, () -> predict(model, folder.resolve("none.png")));
      assertTrue(
          missing.getMessage().startsWith("image is not readable: " + folder.resolve("none.png")),
          missing.getMessage());
    }
  }

  @Test
  void aModelWithoutHeadSaysWhatToDo() {
    try (TransferModel model = Garden.backbone("MXNet").untrained(1)) {
      assertEquals(
          "this model has no head yet; call replaceHead(model, Head.classifier(classes))",
          assertThrows(IllegalArgumentException.class, () -> predict(model, Garden.IMAGES.test()))
              .getMessage());
    }
  }
}
