package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mask lies over what the network is shown: what moves the one moves the other. */
class MasksTest {
  private static final List<String> CLASSES = List.of("dark", "light");
  private static final InputContract CONTRACT = InputContract.rgb(24, 0, 1, 1);
  private static final int WIDTH = 60;
  private static final int HEIGHT = 40;

  /** A photo whose brightness is its mask: light where a class is. */
  private final MaskSet set = set();

  private static MaskSet set() {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    byte[] classes = new byte[WIDTH * HEIGHT];
    for (int p = 0; p < classes.length; p++) {
      int x = p % WIDTH;
      int y = p / WIDTH;
      boolean light = x > 15 && x < 33 && y > 4 && y < 25 || x > 45 && x < 54 && y > 29;
      classes[p] = (byte) (light ? 1 : 0);
      image.setRGB(x, y, light ? 0xFFFFFF : 0);
    }
    return MaskSet.of(Unlabelled.of(image), List.of(Mask.of("light", CLASSES, WIDTH, classes)));
  }

  private static float[] pixels(Examples examples) {
    FloatBuffer into = FloatBuffer.allocate(3 * 24 * 24);
    examples.inputs().read(0, into);
    return into.array();
  }

  private static byte[] classes(Examples examples) {
    return ((Masks) examples.answers()).rows()[0];
  }

  /** Where the photo is clearly light or dark, the mask says so, but beyond the photo's border. */
  private void check(String name, Examples examples) {
    float[] pixels = pixels(examples);
    byte[] classes = classes(examples);
    int known = 0;
    for (int p = 0; p < classes.length; p++) {
      boolean clear = pixels[p] < 20 || pixels[p] > 235;
      if (clear && classes[p] != Masks.VOID) {
        known++;
        assertEquals(pixels[p] > 128 ? 1 : 0, classes[p], name + " at " + p);
      }
    }
    assertTrue(known > 24 * 24 / 2, name + ": " + known);
  }

  @Test
  void whatMovesThePhotoMovesTheMask() {
    check("evaluation", set.images().examples(CONTRACT));
    for (Augmentations steps :
        List.of(
            Augmentation.flip(),
            Augmentation.flipVertical(),
            Augmentation.rotate(40),
            Augmentation.shift(0.3, 0.2),
            Augmentation.shear(30),
            Augmentation.zoom(0.4),
            Augmentation.randomResizedCrop(0.3, 1),
            Augmentation.randomResizedCrop(0.4, 1).flip().rotate(15).zoom(0.2))) {
      for (int epoch = 0; epoch < 6; epoch++) {
        check(steps + " " + epoch, of(steps).examples(epoch, CONTRACT));
      }
    }
    TestTime.tenCrops()
        .looks()
        .forEach(
            look ->
                check(
                    look.toString(),
                    new ShownImages(new Seen(set.images().pictures(), look), CONTRACT).examples()));
  }

  private TrainingSet of(Augmentations steps) {
    return TrainingSet.of(set.images(), steps);
  }

  @Test
  void whatPaintsThePhotoLeavesTheMask() {
    byte[] plain = classes(set.images().examples(CONTRACT));
    for (Augmentations steps :
        List.of(
            Augmentation.brightness(0.9),
            Augmentation.contrast(0.9),
            Augmentation.colour(0.5, 0.2),
            Augmentation.noise(50),
            Augmentation.erase(1))) {
      assertArrayEquals(plain, classes(of(steps).examples(3, CONTRACT)), steps.toString());
    }
  }

  /** Law 4; beyond the photo's border, where its pixels are mirrored, there is no class. */
  @Test
  void aViewIsAFunctionOfSeedImageAndView() {
    TrainingSet turned = of(Augmentation.rotate(180)).seed(3);
    assertArrayEquals(classes(turned.examples(5, CONTRACT)), classes(turned.examples(5, CONTRACT)));
    int beyond = 0;
    for (int epoch = 0; epoch < 8; epoch++) {
      for (byte c : classes(of(Augmentation.shift(0.9, 0)).examples(epoch, CONTRACT))) {
        beyond += c == Masks.VOID ? 1 : 0;
      }
    }
    assertTrue(beyond > 100, beyond + " pixels beyond");
    Masks shown = (Masks) turned.examples(5, CONTRACT).answers();
    assertEquals(set.masks().text(0), shown.text(0));
    assertEquals(24 * 24, shown.at(0, 0).rows()[1].length);
    long[] counts = set.masks().counts();
    assertEquals(17 * 20 + 8 * 10, counts[1]);
    assertEquals(WIDTH * HEIGHT - (17 * 20 + 8 * 10), counts[0]);
  }

  /** Each pixel of the photo is said by a look that sees it: logits that tell places come back. */
  @Test
  void tilesPutThePhotoTogether() {
    InputContract small = CONTRACT.size(20);
    Tiles tiles = Tiles.of(set.images(), small);
    assertEquals(2, tiles.looks(0));
    float[][] said = new float[2][2 * 20 * 20];
    for (int look = 0; look < 2; look++) {
      FloatBuffer pixels = FloatBuffer.allocate(3 * 20 * 20);
      tiles.read(look, pixels);
      for (int p = 0; p < 400; p++) {
        said[look][p] = 127.5f;
        said[look][400 + p] = pixels.get(p);
      }
    }
    byte[] classes = tiles.classes(0, 2, said);
    int wrong = 0;
    for (int p = 0; p < classes.length; p++) {
      wrong += classes[p] == set.mask(0).at(p % WIDTH, p / WIDTH) ? 0 : 1;
    }
    assertTrue(wrong < 0.03 * WIDTH * HEIGHT, wrong + " pixels differ");
    assertEquals(
        1,
        Tiles.of(
                set.images(),
                new InputContract(
                    40, 60, small.order(), small.mean(), small.std(), 1, small.interpolation()))
            .size());
  }

  @Test
  void stripsAreRefused() {
    var strip = Unlabelled.of(new BufferedImage(400, 20, BufferedImage.TYPE_INT_RGB));
    var e = assertThrows(IllegalArgumentException.class, () -> Tiles.of(strip, CONTRACT));
    assertEquals(
        "\"image\" is 400 × 20 pixels; a strip longer than 16 times its shorter side has no mask",
        e.getMessage());
  }
}
