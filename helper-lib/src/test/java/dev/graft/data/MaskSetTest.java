package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class MaskSetTest {
  private static final List<String> CLASSES = List.of("sky", "road");

  @TempDir private Path folder;

  /** Two columns of sky, one of road and one that nobody labelled. */
  private static byte[] columns(int unlabelled) {
    byte[] classes = new byte[4 * 3];
    for (int p = 0; p < classes.length; p++) {
      classes[p] = (byte) (p % 4 < 2 ? 0 : p % 4 == 2 ? 1 : unlabelled);
    }
    return classes;
  }

  private void image(String name, int width, int height) throws IOException {
    Path file = folder.resolve("images").resolve(name);
    Files.createDirectories(file.getParent());
    var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    ImageIO.write(image, name.endsWith("jpg") ? "jpg" : "png", file.toFile());
  }

  private void mask(String name, int unlabelled) throws IOException {
    BufferedImage grey = GreyImage.of(4, 3);
    System.arraycopy(columns(unlabelled), 0, GreyImage.bytes(grey), 0, 12);
    write(name, grey);
  }

  private void write(String name, BufferedImage mask) throws IOException {
    Path file = folder.resolve("masks").resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(mask, "png", file.toFile());
  }

  @BeforeEach
  void threePairsAndWhatIsNone() throws IOException {
    image("a.jpg", 4, 3);
    mask("a.png", 255);
    image("town/b.png", 4, 3);
    mask("town/b.png", 255);
    image("c.jpg", 4, 3);
    write("c.png", Mask.of("c", CLASSES, 4, columns(-1)).picture());
    image("alone.jpg", 4, 3);
    mask("lonely.png", 255);
    image("large.jpg", 5, 3);
    mask("large.png", 255);
  }

  @Test
  void pairsFilesOfEqualNames() {
    MaskSet set = MaskSet.of(folder, CLASSES);
    assertEquals(3, set.size());
    assertEquals("images/town/b.png", set.images().id(2));
    assertEquals(
        List.of(
            "images/alone.jpg: no mask masks/alone.png",
            "masks/lonely.png: no image of it",
            "images/large.jpg: image of 5 × 3 pixels with a mask of 4 × 3"),
        set.rejected().stream().map(row -> row.getString(0) + ": " + row.getString(1)).toList());
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(columns(-1), GreyImage.bytes(set.mask(i).values()), "mask " + i);
    }
    assertEquals(-1, set.mask(0).at(3, 2));
    assertEquals(1, set.mask(1).at(2, 0));
    assertEquals(18L, set.counts().longColumn("pixels").get(0));
    assertEquals(1 / 3.0, set.counts().doubleColumn("share").get(1), 1e-12);
    assertEquals(1, set.take(1, 4).size());
    assertEquals(2, set.split(0.67, 1).train().masks().size());
    assertEquals(
        "3 images with masks of sky, road; 3 left out, see rejected(): images/alone.jpg (no mask"
            + " masks/alone.png), …",
        set.toString());
  }

  @Test
  void pairsFilesOfATable() {
    Table table =
        Table.create(
            "pairs",
            StringColumn.create("photo", "images/c.jpg", "images/a.jpg", "images/large.jpg"),
            StringColumn.create("mask", "masks/c.png", "masks/a.png", "masks/none.png"));
    MaskSet set = MaskSet.of(table, "photo", "mask", CLASSES, folder);
    assertEquals(2, set.size());
    assertEquals("images/c.jpg", set.images().id(0));
    assertEquals(1, set.mask(1).at(2, 1));
    assertEquals("masks/none.png", set.rejected().getString(0, 0));
    refused(
        "no column \"label\" in the table \"pairs\", which has photo, mask",
        () -> MaskSet.of(table, "photo", "label", CLASSES, folder));
  }

  @Test
  void aValueThatIsNoClassIsRefusedByName() throws IOException {
    mask("a.png", 2);
    MaskSet set = MaskSet.of(folder, CLASSES);
    refused(
        "mask \"masks/a.png\" has the value 2 at x = 3, y = 0; classes are 0 to 1, ignored is"
            + " [255]; MaskSet.ignoring(2) leaves such pixels out",
        set::counts);
    assertEquals(-1, set.ignoring(2).mask(0).at(3, 0));
    assertEquals(1, set.take(1, 1).ignoring(2).size(), "those that were chosen");
    refused("ignored value is 1, must be 2 to 255: those below are classes", () -> set.ignoring(1));
  }

  @Test
  void aMaskOfColoursIsRefusedByName() throws IOException {
    write("a.png", new BufferedImage(4, 3, BufferedImage.TYPE_3BYTE_BGR));
    MaskSet set = MaskSet.of(folder, CLASSES);
    var e = assertThrows(UnreadableImageException.class, () -> set.mask(0));
    assertEquals(
        "image is not readable: masks/a.png (PNG of colours, must have a palette or greys of 8"
            + " bits or one)",
        e.getMessage());
  }

  @Test
  void whatIsMissingIsNamed() {
    refused(
        "no folder \"images\" in %s; images lie in images, their masks by the same names in masks"
            .formatted(folder.resolve("masks")),
        () -> MaskSet.of(folder.resolve("masks"), CLASSES));
    refused(
        "classes is [sky], must be 2 to 255 different names",
        () -> MaskSet.of(folder, List.of("sky")));
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  /** Who draws a garden knows where its insects are; the picture is drawn as ever. */
  @Test
  void drawnInsectsComeWithTheirMasks() {
    Answered.Parts<MaskSet> garden = Samples.gardenMasks(4, 1, 64);
    MaskSet train = garden.train();
    assertEquals(24, train.size());
    assertEquals(
        List.of("ground", "ant", "bee", "beetle", "butterfly", "ladybird", "spider"),
        train.classes());
    ImageSet plain = Samples.garden("train", 4, 1, 64);
    for (int i = 0; i < train.size(); i++) {
      int insect = 1 + i / 4;
      byte[][] rows = train.masks().at(i).rows();
      long covered = 0;
      for (byte value : rows[0]) {
        assertTrue(value == 0 || value == insect, "only its own kind");
        covered += value == insect ? 1 : 0;
      }
      assertTrue(covered > 20 && covered < 64 * 64 / 2, plain.id(i) + ": " + covered);
      assertEquals(plain.key(i), train.images().key(i));
    }
    MaskSet again = Samples.gardenMasks(4, 1, 64).train();
    assertArrayEquals(train.masks().at(5).rows()[0], again.masks().at(5).rows()[0]);
  }
}
