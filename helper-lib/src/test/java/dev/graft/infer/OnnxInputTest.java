package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.data.InputContract.Interpolation;
import dev.graft.data.InputContract.Order;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Preprocessing inside the file equals Graft's own, seen through a network that does nothing. */
class OnnxInputTest {
  private static final List<Float> MEAN = List.of(103.9f, 116.8f, 123.7f);
  private static final List<Float> STD = List.of(1f, 2f, 4f);

  @TempDir Path folder;

  @BeforeEach
  void runtime() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
  }

  /** A JPEG with edges, as a camera would never make one. */
  private ImageSet photo(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    var pen = image.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
    pen.fillRect(0, 0, width, height);
    pen.setPaint(Color.BLACK);
    for (int i = 0; i < width; i += 5) {
      pen.drawLine(i, 0, width - i, height);
    }
    Path file = folder.resolve("photo.jpg");
    ImageIO.write(image, "jpg", file.toFile());
    return ImageSet.unlabelled(List.of(file));
  }

  private float farthest(ImageSet photo, InputContract contract, Onnx options) {
    Shape rgb = Shape.of(3, contract.height(), contract.width());
    Graph same =
        GraphBuilder.input("same", 3, contract.height(), contract.width())
            .depthwise("same", 1, 1, Padding.NONE)
            .build();
    var ones = StateDict.of(Map.of("same.weight", Tensor.filled(Shape.of(3, 1, 1, 1), 1)));
    Path file = folder.resolve("same.onnx");
    new OnnxDeployment(same, ones, contract, List.of(), Map.of()).write(file, options);
    float[] onnx = OnnxRun.image(file, photo.image(0));
    FloatBuffer graft = Direct.of(1, rgb);
    photo.inputs(contract).read(0, graft);
    assertEquals(graft.capacity(), onnx.length);
    float farthest = 0;
    for (int i = 0; i < onnx.length; i++) {
      int channel = i / (contract.height() * contract.width());
      float levels = Math.abs(onnx[i] - graft.get(i)) * contract.std().get(channel);
      farthest = Math.max(farthest, levels);
    }
    return farthest;
  }

  @ParameterizedTest
  @CsvSource({
    "500, 375, 64, 64, 0.875, BILINEAR",
    "375, 500, 64, 64, 0.875, BILINEAR",
    "333, 501, 60, 48, 0.9, BILINEAR",
    "64, 64, 64, 64, 1, BILINEAR",
    "64, 64, 64, 64, 0.875, BILINEAR",
    "20, 31, 48, 48, 0.875, BILINEAR",
    "640, 90, 33, 33, 0.5, BILINEAR",
    "1201, 803, 224, 224, 0.875, BILINEAR",
    "500, 375, 64, 64, 1, BILINEAR",
    "20, 31, 48, 48, 1, BILINEAR",
    "500, 375, 64, 64, 0.875, BICUBIC",
    "375, 500, 64, 64, 0.875, BICUBIC",
    "333, 501, 60, 48, 0.9, BICUBIC",
    "64, 64, 64, 64, 1, BICUBIC",
    "64, 64, 64, 64, 0.875, BICUBIC",
    "20, 31, 48, 48, 0.875, BICUBIC",
    "640, 90, 33, 33, 0.5, BICUBIC",
    "1201, 803, 224, 224, 0.875, BICUBIC",
    "500, 375, 64, 64, 1, BICUBIC",
    "20, 31, 48, 48, 1, BICUBIC",
    "1, 1, 48, 48, 0.875, BILINEAR",
    "1, 1000, 48, 48, 0.875, BICUBIC",
    "20000, 2, 64, 64, 0.875, BILINEAR",
    "20000, 2, 224, 224, 0.875, BICUBIC",
    "2, 30000, 224, 224, 0.875, BILINEAR"
  })
  void photosOfAnySizeAreResizedAndCutAsGraftDoes(
      int width, int height, int toHeight, int toWidth, double crop, Interpolation interpolation)
      throws IOException {
    var contract = new InputContract(toHeight, toWidth, Order.BGR, MEAN, STD, crop, interpolation);
    float farthest = farthest(photo(width, height), contract, Onnx.layer("same").photos());
    assertTrue(farthest <= 0.004, "farthest is " + farthest + " of 255 levels");
  }

  /** Where the long side's size was rounded, the middle alone has a scale a little another. */
  @Test
  void theMiddleOfAVeryLongPhotoIsWithinATenthOfALevelOrTwo() throws IOException {
    var contract = new InputContract(48, 48, Order.BGR, MEAN, STD, 0.9, Interpolation.BILINEAR);
    float farthest = farthest(photo(30000, 7), contract, Onnx.layer("same").photos());
    assertTrue(farthest <= 0.2, "farthest is " + farthest + " of 255 levels");
  }

  @Test
  void pixelsOfTheRightSizeAreNormalizedBitForBit() throws IOException {
    var contract = new InputContract(48, 64, Order.BGR, MEAN, STD, 1, Interpolation.BILINEAR);
    assertEquals(0f, farthest(photo(64, 48), contract, Onnx.layer("same").pixels()));
  }
}
