package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.data.Mask;
import dev.graft.data.MaskSet;
import dev.graft.data.Masks;
import dev.graft.data.Unlabelled;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Losses of masks and their gradients against torch's; a pixel without a class counts nowhere. */
class PixelLossTest {
  private static final List<String> CLASSES = List.of("sky", "road", "car");
  private static final int WIDTH = 4;
  private static final int HEIGHT = 2;
  private static final int[] LABELS = {0, 2, -1, 0, 1, 0, 2, 2, -1, -1, 0, 1, 1, 1, 0, 2};
  private static final int[] TWO_OF_THREE = {0, 2, -1, 0, 0, 0, 2, 2, -1, -1, 0, 0, 2, 2, 0, 2};
  private static final Objective PLAIN = Objective.crossEntropy();
  private static final Objective WEIGHTED = PLAIN.classWeights(1, 3, 0.5);

  private static Map<String, Objective> objectives() {
    Map<String, Objective> all = new LinkedHashMap<>();
    all.put("plain", PLAIN);
    all.put("weights", WEIGHTED);
    all.put("weights, smoothing 0.1", WEIGHTED.labelSmoothing(0.1));
    all.put("focal 2", PLAIN.focal(2));
    all.put("focal 2, weights", WEIGHTED.focal(2));
    all.put("dice", PLAIN.dice(1));
    all.put("dice 0.25, weights", WEIGHTED.dice(0.25));
    return all;
  }

  @EngineSource
  void asTorchHasThem(String engine) throws IOException {
    JsonNode recorded = recorded().get("losses");
    assertEquals(recorded.size(), objectives().size());
    objectives()
        .forEach((name, objective) -> check(engine, name, objective, LABELS, recorded.get(name)));
    JsonNode two = recorded().get("without the second class");
    check(engine, "plain", PLAIN, TWO_OF_THREE, two.get("plain"));
    check(engine, "dice", PLAIN.dice(1), TWO_OF_THREE, two.get("dice"));
  }

  private static void check(
      String engine, String name, Objective objective, int[] labels, JsonNode expected) {
    float[] gradient = new float[2 * 3 * HEIGHT * WIDTH];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = expected.get("gradient").get(i).floatValue();
    }
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray z = logits(manager);
      z.setRequiresGradient(true);
      Goal goal = new MaskGoal(objective, 3);
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray loss = goal.loss(z, Targets.of(masks(labels)));
        collector.backward(loss);
        assertEquals(expected.get("loss").doubleValue(), loss.getFloat(), 1e-6, name);
        assertArrayEquals(gradient, z.getGradient().toFloatArray(), 1e-6f, name);
      }
    }
  }

  private static NDArray logits(NDManager manager) {
    float[] values = new float[2 * 3 * HEIGHT * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * Math.sin(0.7 * i + 0.3));
    }
    return manager.create(values, new Shape(2, 3, HEIGHT, WIDTH));
  }

  private static Masks masks(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    int half = labels.length / 2;
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    return MaskSet.of(
            Unlabelled.of(image).join(Unlabelled.of(image)),
            List.of(
                Mask.of("first", CLASSES, WIDTH, Arrays.copyOf(bytes, half)),
                Mask.of("second", CLASSES, WIDTH, Arrays.copyOfRange(bytes, half, 2 * half))))
        .masks();
  }

  /** 13 pixels have a class: six are sky, five road, and car weighs half. */
  @Test
  void aBatchWeighsWhatItsPixelsWeigh() {
    Targets targets = Targets.of(masks(LABELS));
    assertEquals(13, new MaskGoal(PLAIN, 3).weight(targets));
    assertEquals(5 + 3 * 4 + 0.5 * 4, new MaskGoal(WEIGHTED, 3).weight(targets));
  }

  @EngineSource
  void nothingIsLeftOpenAndNoPixelIsNoLoss(String engine) {
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      NDArray z = logits(manager);
      int before = manager.getManagedArrays().size();
      int[] nothing = new int[LABELS.length];
      Arrays.fill(nothing, -1);
      for (Objective objective : objectives().values()) {
        Goal goal = new MaskGoal(objective, 3);
        goal.loss(z, Targets.of(masks(LABELS))).close();
        try (NDArray loss = goal.loss(z, Targets.of(masks(nothing)))) {
          assertEquals(0, loss.getFloat(), 1e-9);
        }
      }
      assertEquals(before, manager.getManagedArrays().size());
    }
  }

  /** Counts go into a checkpoint and come out of it. */
  @Test
  void figuresGoOnFromWhatWasCounted() {
    float[] outputs = new float[2 * 3 * HEIGHT * WIDTH];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = (float) Math.sin(i);
    }
    MaskScore straight = new MaskScore(3);
    straight.add(outputs, masks(LABELS));
    assertEquals(13, Arrays.stream(straight.state().get("pixels")).sum());
    MaskScore resumed = new MaskScore(3);
    resumed.restore(straight.state());
    straight.add(outputs, masks(TWO_OF_THREE));
    resumed.add(outputs, masks(TWO_OF_THREE));
    assertEquals(straight.figures(), resumed.figures());
    assertEquals(26, Arrays.stream(straight.state().get("pixels")).sum());
    assertEquals(List.of("mean IoU", "pixel accuracy"), List.copyOf(straight.figures().keySet()));
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> new MaskScore(2).restore(straight.state()));
    assertEquals("the epoch under way has not counted the pixels of 2 classes", e.getMessage());
  }

  static JsonNode recorded() throws IOException {
    return new ObjectMapper()
        .readTree(PixelLossTest.class.getResourceAsStream("/reference/segmentation.json"));
  }
}
