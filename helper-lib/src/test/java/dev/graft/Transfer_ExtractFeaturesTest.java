package dev.graft;

import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.ImageSet;
import dev.graft.engine.Bodies;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Features;
import dev.graft.graph.Graph;
import dev.graft.infer.Body;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class Transfer_ExtractFeaturesTest {
  private static final ImageSet IMAGES = Garden.IMAGES.test();

  private static float[] alone(TransferModel model, Graph slice, int image, String engine) {
    try (Body body = Bodies.on(slice, model.weights(), engine)) {
      FloatBuffer in = direct(slice.inputShape().size());
      IMAGES.inputs(model.contract()).read(image, in.duplicate());
      FloatBuffer out = direct(slice.outputShape().size());
      body.run(in, 1, out);
      float[] values = new float[out.capacity()];
      out.get(0, values);
      return values;
    }
  }

  private static FloatBuffer direct(long floats) {
    return ByteBuffer.allocateDirect(Math.toIntExact(floats * Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** The map has one pixel at this size, so that its mean is itself. */
  @EngineSource
  void theyAreWhatTheEngineComputesOfEachImageAlone(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      Features features = extractFeatures(model, IMAGES);
      assertEquals(256, features.width());
      for (int i : new int[] {0, 11}) {
        float[] expected = alone(model, model.graph().until("block13"), i, engine);
        assertArrayEquals(expected, features.values()[i], 1e-5f);
      }
      assertEquals(IMAGES.id(11), features.ids().get(11));
      assertEquals(5, features.labels()[11]);
    }
  }

  @Test
  void anEarlierLayerIsAveragedOverItsPixels() {
    try (TransferModel model = Garden.model("MXNet")) {
      Features features = extractFeatures(model, IMAGES, "block1");
      assertEquals(16, features.width());
      float[] map = alone(model, model.graph().until("block1"), 4, "MXNet");
      int pixels = map.length / 16;
      for (int c = 0; c < 16; c++) {
        double sum = 0;
        for (int i = 0; i < pixels; i++) {
          sum += map[c * pixels + i];
        }
        assertEquals(sum / pixels, features.values()[4][c], 1e-5);
      }
    }
  }

  @Test
  void neitherTheHeadNorFreezingChangesThem() {
    try (TransferModel model = Garden.backbone("MXNet").untrained(1)) {
      float[][] bare = extractFeatures(model, IMAGES).values();
      replaceHead(model, Garden.head().dense(5));
      freeze(model);
      assertArrayEquals(bare, extractFeatures(model, IMAGES).values());
    }
  }

  @Test
  void anUnknownLayerIsNamed() {
    try (TransferModel model = Garden.model("MXNet")) {
      assertEquals(
          "no layer \"blok1\"; this backbone has stem, block1, block2, block3, block4, block5,"
              + " block6, block7, block8, block9, block10, block11, block12, block13, head",
          assertThrows(
                  IllegalArgumentException.class, () -> extractFeatures(model, IMAGES, "blok1"))
              .getMessage());
    }
  }
}
