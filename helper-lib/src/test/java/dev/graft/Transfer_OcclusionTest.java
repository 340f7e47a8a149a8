package dev.graft;

import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.occlusion;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.Augmentation;
import dev.graft.data.InputContract;
import dev.graft.data.Samples;
import dev.graft.data.TrainingSet;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Shape;
import dev.graft.plot.Figure;
import dev.graft.plot.Plots;
import dev.graft.reference.Published;
import dev.graft.train.FineTune;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class Transfer_OcclusionTest {
  private static final int SIDE = 28;

  /** Adds up red in rows 8 to 11 and columns 16 to 19, a tenth of each, and sees nothing else. */
  private static TransferModel looker(String engine) {
    Graph body =
        GraphBuilder.input("image", 3, SIDE, SIDE).pointwise("map", 3).stage("map").build();
    float[] same = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    StateDict weights =
        StateDict.of(
            Map.of("map.weight", Tensor.of(body.parameters().get("map.weight").shape(), same)));
    InputContract contract = InputContract.rgb(SIDE, 100, 100, 1);
    TransferModel model = OwnModel.of(body, weights, contract, Set.of("map"), Optional.of(engine));
    replaceHead(model, Head.classifier(List.of("dull", "red")).flatten());
    float[] eye = new float[2 * 3 * SIDE * SIDE];
    for (int y = 8; y < 12; y++) {
      Arrays.fill(eye, 3 * SIDE * SIDE + y * SIDE + 16, 3 * SIDE * SIDE + y * SIDE + 20, 0.1f);
    }
    Tensor tensor = Tensor.of(Shape.of(2, 3 * SIDE * SIDE), eye);
    model.life().learn(now -> now.weights(StateDict.of(Map.of("head.classifier.weight", tensor))));
    return model;
  }

  private static BufferedImage plain(int side, Color color) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, side, side);
    graphics.dispose();
    return image;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** A cell is two pixels, so that a patch covers six by six, or less at the border. */
  private static double covered(int row, int column) {
    int pixels = 0;
    for (int y = 8; y < 12; y++) {
      for (int x = 16; x < 20; x++) {
        boolean down = y >= 2 * row - 2 && y < 2 * row + 4;
        boolean across = x >= 2 * column - 2 && x < 2 * column + 4;
        pixels += down && across ? 1 : 0;
      }
    }
    return sigmoid(1.6) - sigmoid(0.1 * (16 - pixels));
  }

  /** 200 is 1 to the network, and what is covered is 0. */
  @EngineSource
  void onlyWhereTheNetworkLooksTheProbabilityFallsAndByWhatItSaw(String engine) {
    try (TransferModel model = looker(engine)) {
      Occlusion where = occlusion(model, plain(SIDE, new Color(200, 80, 90)), "red");
      assertEquals(sigmoid(1.6), where.probability(), 1e-6);
      double[][] falls = where.falls();
      assertEquals(14, falls.length);
      for (int row = 0; row < 14; row++) {
        assertEquals(14, falls[row].length);
        for (int column = 0; column < 14; column++) {
          assertEquals(covered(row, column), falls[row][column], 1e-6, row + ", " + column);
        }
      }
      assertEquals(sigmoid(1.6) - 0.5, falls[4][8], 1e-6, "all of it");
      Occlusion other = occlusion(model, plain(SIDE, new Color(200, 80, 90)), "dull");
      assertEquals(-falls[4][8], other.falls()[4][8], 1e-6);
      assertEquals(
          "red has probability 0.832; it falls most, by 0.332, where the patch lies at 61 % from"
              + " the left and 32 % from the top",
          where.toString());
    }
  }

  @EngineSource
  void itIsTheSameEachTimeAndChangesNothing(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      BufferedImage image = Garden.IMAGES.validation().image(3);
      String before = model.weights().sha256();
      double[][] once = occlusion(model, image, "ant").falls();
      assertTrue(Arrays.deepEquals(once, occlusion(model, image, "ant").falls()));
      assertEquals(before, model.weights().sha256());
      assertEquals(
          predict(model, image).probabilities().get(0),
          occlusion(model, image, "ant").probability(),
          1e-6);
    }
  }

  @Test
  void whatTheNetworkSeesIsShown() {
    try (TransferModel model = looker("PyTorch")) {
      Occlusion where = occlusion(model, plain(SIDE, new Color(200, 80, 90)), "red");
      assertEquals(new Color(200, 80, 90).getRGB(), where.seen().getRGB(3, 4));
      assertEquals(SIDE, where.seen().getWidth());
    }
  }

  /** The photo at the left, and at the right in grey, coloured at 61 % and 32 % alone. */
  @Test
  void theFigureIsColouredWhereItLooks() {
    try (TransferModel model = looker("PyTorch")) {
      Figure figure = Plots.occlusion(occlusion(model, plain(SIDE, new Color(200, 80, 90)), "red"));
      assertTrue(figure.toString().startsWith("red has probability 0.832"), figure.toString());
      BufferedImage drawn = figure.image();
      assertEquals(new Color(200, 80, 90).getRGB(), drawn.getRGB(24 + 90, 50 + 90));
      Color grey = new Color(drawn.getRGB(348 + 60, 50 + 250));
      assertArrayEquals(
          new int[] {grey.getRed(), grey.getRed()}, new int[] {grey.getGreen(), grey.getBlue()});
      Color hot = new Color(drawn.getRGB(348 + 182, 50 + 96));
      assertTrue(hot.getRed() > hot.getBlue() + 100, hot.toString());
    }
  }

  @Test
  void anInterruptStopsIt() {
    try (TransferModel model = Garden.model("PyTorch")) {
      freeze(model);
      Thread.currentThread().interrupt();
      String stopped =
          assertThrows(
                  CancellationException.class,
                  () -> occlusion(model, Garden.IMAGES.validation().image(0), "ant"))
              .getMessage();
      assertFalse(Thread.currentThread().isInterrupted());
      assertTrue(
          stopped.matches("interrupted while covering parts of image, after \\d+ of 197 images"),
          stopped);
    }
  }

  @Test
  void aClassThatIsNotThereIsNamed() {
    try (TransferModel model = looker("PyTorch")) {
      assertEquals(
          "no class \"moth\"; there are dull, red",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> occlusion(model, plain(SIDE, Color.RED), "moth"))
              .getMessage());
    }
  }

  /** A drawing in the lower right quarter of a lawn. */
  private static BufferedImage quarter(BufferedImage drawing) {
    BufferedImage image = plain(256, new Color(90, 130, 70));
    Graphics2D graphics = image.createGraphics();
    graphics.drawImage(drawing, 128, 128, 128, 128, null);
    graphics.dispose();
    return image;
  }

  @Test
  void ofAPhotoItLooksWhereTheInsectIs() {
    Published.efficientNetLite0();
    var garden = Samples.garden(4, 1);
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.load()) {
      replaceHead(model, Head.classifier(garden.classes()));
      freeze(model);
      FineTune options = FineTune.epochs(10).learningRate(5e-3);
      TrainingSet train = TrainingSet.of(garden.train(), Augmentation.none());
      fineTune(model, train, garden.validation(), options);
      BufferedImage image = quarter(garden.train().image(0));
      String name = predict(model, image).predicted();
      double[][] falls = occlusion(model, image, name).falls();
      double inside = 0;
      double outside = 0;
      double most = -1;
      boolean there = false;
      for (int row = 0; row < 14; row++) {
        for (int column = 0; column < 14; column++) {
          boolean within = row >= 7 && column >= 7;
          inside += within ? Math.abs(falls[row][column]) / 49 : 0;
          outside += within ? 0 : Math.abs(falls[row][column]) / 147;
          there = falls[row][column] > most ? within : there;
          most = Math.max(most, falls[row][column]);
        }
      }
      assertTrue(there, "the largest fall lies elsewhere");
      assertTrue(inside > 2 * outside, inside + " inside, " + outside + " outside");
    }
  }
}
