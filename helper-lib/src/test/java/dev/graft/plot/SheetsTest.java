package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Mixing;
import dev.graft.data.TrainingSet;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import dev.graft.graph.Shape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetsTest {
  private static final int[] LABELS = {0, 0, 1, 1};
  @TempDir private Path folder;
  private ImageSet images;

  @BeforeEach
  void draw() throws IOException {
    paint("green/1.png", Color.GREEN);
    paint("green/2.png", Color.GREEN);
    paint("red/1.png", Color.RED);
    paint("red/2.png", Color.RED);
    images = ImageSet.of(folder);
  }

  @Test
  void samplesTakeTurnsAmongClasses() {
    BufferedImage sheet = Plots.samples(images, 2).image();
    assertEquals(Color.GREEN.getRGB(), sheet.getRGB(14 + 86, 46 + 86));
    assertEquals(Color.RED.getRGB(), sheet.getRGB(14 + 186 + 86, 46 + 86));
    assertEquals("2 of 4 images", Plots.samples(images, 2).toString());
    assertEquals("4 of 4 images", Plots.samples(images, 99).toString());
  }

  @Test
  void mistakesShowThePhotoThatWasWrong() {
    float[][] logits = {{1, 0}, {1, 0}, {0, 1}, {3, 0}};
    Figure figure = Plots.mistakes(evaluation(logits), images);
    assertEquals("1 of 1 mistakes, most confident first", figure.toString());
    assertEquals(Color.RED.getRGB(), figure.image().getRGB(100, 132));
  }

  @Test
  void noMistakesAreAlsoAPicture() {
    float[][] logits = {{1, 0}, {1, 0}, {0, 1}, {0, 1}};
    assertEquals(
        "No mistakes: all 4 images right", Plots.mistakes(evaluation(logits), images).toString());
  }

  @Test
  void predictionsShowEachPhotoAndCorrectTheWrongOnes() {
    float[][] right = {{1, 0}, {1, 0}, {0, 1}, {0, 1}};
    float[][] lastWrong = {{1, 0}, {1, 0}, {0, 1}, {1, 0}};
    assertEquals("3 of 4 predictions are right", sheet(lastWrong).toString());
    assertEquals(Color.RED.getRGB(), sheet(lastWrong).image().getRGB(14 + 3 * 186 + 86, 46 + 86));
    assertEquals(22, sheet(lastWrong).height() - sheet(right).height(), "a line for what it is");
  }

  @Test
  void predictionsOfUnlabelledPhotosAreNotCorrected() {
    ImageSet unlabelled = ImageSet.unlabelled(List.of(folder.resolve("red/1.png")));
    var predictions =
        Prediction.of(List.of("green", "red"), List.of(unlabelled.id(0)), new float[][] {{1, 0}});
    assertEquals("1 predictions", Plots.predictions(predictions, unlabelled).toString());
  }

  @Test
  void predictionsOfAnotherSetAreRefused() {
    var stranger =
        Prediction.of(List.of("green", "red"), List.of("blue/1.png"), new float[][] {{1, 0}})
            .get(0);
    assertEquals(
        "prediction is of \"blue/1.png\", which is not image 0 of the set; pass the set that was predicted",
        assertThrows(
                IllegalArgumentException.class, () -> Plots.predictions(List.of(stranger), images))
            .getMessage());
  }

  @Test
  void mixedPhotosFollowThePhotosThemselves() {
    var training = TrainingSet.of(images, Augmentation.none());
    var pixels = FloatBuffer.wrap(new float[] {0, 255, 0, 255, 0, 0, 0, 255, 0, 255, 0, 0});
    double share = Mixing.mixup(1).mix(pixels, 4, Shape.of(3, 1, 1), training.seed(), 0, 0).share();
    Figure figure = Plots.mixed(training, Mixing.mixup(1));
    BufferedImage sheet = figure.image();
    assertEquals("4 photos as they are, then mixed in 3 batches", figure.toString());
    assertEquals(Color.GREEN.getRGB(), sheet.getRGB(14 + 86, 46 + 86));
    assertEquals(Color.RED.getRGB(), sheet.getRGB(14 + 186 + 86, 46 + 86));
    int row = 172 + 2 * 22 + 14;
    int ours = (int) Math.round(255 * share);
    Color mixed = new Color(sheet.getRGB(14 + 86, 46 + row + 86));
    assertEquals(new Color(255 - ours, ours, 0), mixed, "green with the red before it");
  }

  private Figure sheet(float[][] logits) {
    List<String> ids = IntStream.range(0, images.size()).mapToObj(images::id).toList();
    return Plots.predictions(Prediction.of(images.classes(), ids, logits), images);
  }

  @Test
  void messagesNameWhatIsWrong() {
    Evaluation other =
        Evaluation.of(images.classes(), List.of("x"), new int[1], new float[][] {{1, 0}});
    assertEquals(
        "evaluation is of 1 images, the set has 4; pass the set that was evaluated",
        assertThrows(IllegalArgumentException.class, () -> Plots.mistakes(other, images))
            .getMessage());
    assertEquals(
        "count is 0, expected 1 or more",
        assertThrows(IllegalArgumentException.class, () -> Plots.samples(images, 0)).getMessage());
  }

  private static Evaluation evaluation(float[][] logits) {
    return Evaluation.of(List.of("green", "red"), List.of("g1", "g2", "r1", "r2"), LABELS, logits);
  }

  private void paint(String name, Color color) throws IOException {
    BufferedImage image = new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 32 * 24; i++) {
      image.setRGB(i % 32, i / 32, color.getRGB());
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
