package dev.graft.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.ImageSet;
import dev.graft.data.Mask;
import dev.graft.data.MaskSet;
import dev.graft.data.Unlabelled;
import dev.graft.evaluate.MaskCounts;
import dev.graft.evaluate.PixelCounts;
import dev.graft.evaluate.Segmentation;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskSheetTest {
  private static final int SIDE = 16;
  private static final List<String> CLASSES = List.of("ground", "box");

  /** Two black pictures; the right half is a box, the lowest row has no class. */
  private final MaskSet set = MaskSet.of(black().join(black()), List.of(half("a"), half("b")));

  private static ImageSet black() {
    return Unlabelled.of(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB));
  }

  private static Mask half(String image) {
    byte[] values = new byte[SIDE * SIDE];
    for (int p = 0; p < values.length; p++) {
      values[p] = (byte) (p >= SIDE * (SIDE - 1) ? -1 : p % SIDE < SIDE / 2 ? 0 : 1);
    }
    return Mask.of(image, CLASSES, SIDE, values);
  }

  private Mask ground(int index) {
    byte[] values = new byte[SIDE * SIDE];
    return Mask.of(set.images().id(index), CLASSES, SIDE, values);
  }

  private static Color at(Figure sheet, int tile, double across, double down) {
    int x = 14 + 186 * tile + (int) (172 * across);
    return new Color(sheet.image().getRGB(x, 46 + (int) (172 * down)));
  }

  private static Color halved(Color colour) {
    return new Color(colour.getRed() / 2, colour.getGreen() / 2, colour.getBlue() / 2);
  }

  @Test
  void eachImageStandsBesideItsMask() {
    Figure sheet = Plots.masks(set, 1);
    assertEquals("1 of 2 images and their masks", sheet.toString());
    assertTrue(sheet.plotly().isEmpty());
    Mask mask = set.mask(0);
    assertEquals(Color.BLACK, at(sheet, 0, 0.75, 0.5));
    assertEquals(halved(mask.colours().get("ground")), at(sheet, 1, 0.25, 0.5));
    assertEquals(halved(mask.colours().get("box")), at(sheet, 1, 0.75, 0.5));
    assertEquals("2 of 2 images and their masks", Plots.masks(set, 9).toString());
  }

  @Test
  void whatAModelSaysStandsBesideTheTruth() {
    Figure sheet = Plots.masks(List.of(ground(1)), set);
    assertEquals("1 of 1 masks beside the true ones", sheet.toString());
    Color ground = halved(set.mask(0).colours().get("ground"));
    assertEquals(ground, at(sheet, 2, 0.25, 0.5));
    assertEquals(ground, at(sheet, 2, 0.75, 0.5));
    assertEquals(halved(set.mask(0).colours().get("box")), at(sheet, 1, 0.75, 0.5));
  }

  /** The legend has a box of each class's own colour. */
  @Test
  void theColoursAreNamedBeneath() {
    BufferedImage sheet = Plots.masks(set, 2).image();
    int beneath = 46 + 172 + 22 + 14 + 7;
    for (Color colour : set.mask(0).colours().values()) {
      int[] row = sheet.getRGB(0, beneath + 14, sheet.getWidth(), 1, null, 0, sheet.getWidth());
      assertTrue(Arrays.stream(row).anyMatch(pixel -> pixel == colour.getRGB()), colour + "");
    }
  }

  @Test
  void whatCannotBeShownIsNamed() {
    assertEquals(
        "count is 0, expected 1 or more",
        assertThrows(IllegalArgumentException.class, () -> Plots.masks(set, 0)).getMessage());
    assertEquals(
        "no mask to show; one or more are needed",
        assertThrows(IllegalArgumentException.class, () -> Plots.masks(List.of(), set))
            .getMessage());
    List<Mask> other = List.of(half("another"));
    assertEquals(
        "mask is of \"another\", which is not in the set; pass the set that was segmented",
        assertThrows(IllegalArgumentException.class, () -> Plots.masks(other, set)).getMessage());
  }

  @Test
  void barsShowEachClass() {
    PixelCounts counts = new PixelCounts(3);
    counts.add(0, 0);
    counts.add(0, 0);
    counts.add(0, 1);
    counts.add(1, 1);
    MaskCounts one = new MaskCounts(3, 1);
    one.add(0, counts);
    Figure figure = Plots.perClass(Segmentation.of(List.of("sky", "road", "never"), one));
    assertEquals("IoU and recall by class: sky, road, never", figure.toString());
    assertTrue(figure.plotly().orElseThrow().contains("50.0,0.0]"), figure.plotly().get());
  }
}
