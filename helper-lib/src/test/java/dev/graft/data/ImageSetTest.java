package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetTest {
  @TempDir Path folder;

  @Test
  void readsFoldersOfClasses() {
    Fixtures.images(folder, "bees", 3);
    Fixtures.images(folder, "ants", 2);
    Fixtures.file(folder.resolve("ants/.hidden.png"), new byte[9]);
    Fixtures.file(folder.resolve(".cache/x.png"), new byte[9]);
    ImageSet images = ImageSet.of(folder);
    assertEquals(List.of("ants", "bees"), images.classes());
    assertEquals(
        List.of("ants/0.png", "ants/1.png", "bees/0.png", "bees/1.png", "bees/2.png"),
        IntStream.range(0, images.size()).mapToObj(images::id).toList());
    assertEquals(1, images.label(2));
    assertEquals(20, images.image(0).getWidth());
    assertEquals("5 images of ants, bees", images.toString());
    assertEquals(2, images.counts().intColumn("images").get(0));
    assertEquals("bees", images.counts().stringColumn("class").get(1));
    assertTrue(images.rejected().isEmpty());
  }

  @Test
  void leavesOutWhatIsNotAnImage() {
    Fixtures.images(folder, "ants", 2);
    Fixtures.images(folder, "bees", 2);
    byte[] jpeg = Fixtures.encoded(Fixtures.quadrants(40, 40), "jpg");
    byte[] png = Fixtures.encoded(Fixtures.quadrants(40, 40), "png");
    byte[] bmp = Fixtures.encoded(Fixtures.quadrants(40, 40), "bmp");
    Fixtures.file(folder.resolve("ants/a.jpg"), new byte[0]);
    Fixtures.file(folder.resolve("ants/b.gif"), "<html>404</html>".getBytes());
    Fixtures.file(folder.resolve("ants/c.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
    Fixtures.file(folder.resolve("bees/d.png"), Arrays.copyOf(png, png.length - 40));
    Fixtures.file(folder.resolve("bees/e.bmp"), Arrays.copyOf(bmp, bmp.length - 60));
    Fixtures.file(folder.resolve("bees/f.jpg"), Arrays.copyOf(jpeg, jpeg.length + 99));
    ImageSet images = ImageSet.of(folder);
    assertEquals(5, images.size(), "appended bytes do no harm");
    assertEquals(
        "a.jpg empty file; b.gif not an image; c.jpg JPEG is truncated; d.png PNG is truncated;"
            + " e.bmp BMP is truncated",
        String.join(
            "; ",
            images.rejected().stream()
                .map(row -> row.getString("file").substring(5) + " " + row.getString("reason"))
                .toList()));
    assertEquals(
        "5 images of ants, bees; 5 left out, see rejected(): ants/a.jpg (empty file), …",
        images.toString());
    assertMessage(
        "image is not readable: ants/a.jpg (empty file)",
        () -> ImageSet.of(folder, Unreadable.FATAL));
    Fixtures.file(folder.resolve("ants/a.jpg"), "no image at all".getBytes());
    assertMessage(
        "image is not readable: ants/a.jpg (not an image)",
        () -> ImageSet.of(folder, Unreadable.FATAL));
  }

  @Test
  void holdsWhatDecodes() {
    Fixtures.images(folder, "ants", 2);
    Fixtures.images(folder, "bees", 2);
    byte[] broken = Fixtures.encoded(Fixtures.quadrants(40, 40), "png");
    Arrays.fill(broken, 45, 60, (byte) 7);
    Fixtures.file(folder.resolve("bees/broken.png"), broken);
    InputContract contract = InputContract.rgb(8, 0, 1, 0.8);
    ImageSet images = ImageSet.of(folder);
    ImageSet held = images.held(contract);
    assertEquals(5, images.size());
    assertEquals(4, held.size());
    assertEquals("bees/broken.png", held.rejected().getString(0, "file"));
    assertEquals(10, held.image(0).getHeight());
    assertEquals(pixels(images, 3, contract), pixels(held, 3, contract));
    String message =
        assertThrows(UnreadableImageException.class, () -> images.image(4)).getMessage();
    assertTrue(message.startsWith("image is not readable: bees/broken.png ("), message);
  }

  @Test
  void splitsEachClassInTheSameShares() {
    Fixtures.images(folder, "ants", 10);
    Fixtures.images(folder, "bees", 30);
    ImageSet images = ImageSet.of(folder);
    Splits data = images.split(0.8, 42);
    assertEquals("32 train, 8 validation and 0 test images of ants, bees", data.toString());
    assertEquals(8, data.train().counts().intColumn("images").get(0));
    assertEquals(6, data.validation().counts().intColumn("images").get(1));
    assertEquals(ids(data.train()), ids(images.split(0.8, 42).train()));
    assertTrue(!ids(data.train()).equals(ids(images.split(0.8, 43).train())));
    List<String> both = new ArrayList<>(ids(data.train()));
    both.addAll(ids(data.validation()));
    assertEquals(ids(images).stream().sorted().toList(), both.stream().sorted().toList());
    assertEquals(
        "28 train, 7 validation and 5 test images of ants, bees",
        images.split(0.7, 0.15, 1).toString());
  }

  /** Rounded, 0.99 of two images is both, and 0.01 none. */
  @Test
  void everyPartHasAnImageOfEveryClass() {
    Fixtures.images(folder, "ants", 2);
    Fixtures.images(folder, "bees", 40);
    for (double share : new double[] {0.01, 0.5, 0.99}) {
      Splits data = ImageSet.of(folder).split(share, 7);
      assertEquals(1, data.train().counts().intColumn("images").get(0), "share " + share);
      assertEquals(1, data.validation().counts().intColumn("images").get(0), "share " + share);
      int bees = Math.max(1, Math.min(39, (int) Math.round(40 * share)));
      assertEquals(bees, data.train().counts().intColumn("images").get(1), "share " + share);
    }
  }

  @Test
  void takesEachClassInItsShare() {
    Fixtures.images(folder, "ants", 10);
    Fixtures.images(folder, "bees", 30);
    ImageSet some = ImageSet.of(folder).take(8, 1);
    assertEquals(2, some.counts().intColumn("images").get(0));
    assertEquals(6, some.counts().intColumn("images").get(1));
    assertMessage("n is 41, must be 1 to 40", () -> ImageSet.of(folder).take(41, 1));
  }

  @Test
  void readsSplitFolders() {
    for (String split : List.of("train", "val", "test")) {
      Fixtures.images(folder.resolve(split), "ants", 2);
      Fixtures.images(folder.resolve(split), "bees", 3);
    }
    Splits data = ImageSet.splits(folder);
    assertEquals("val/bees/2.png", data.validation().id(4));
    assertEquals(5, data.test().size());
    Fixtures.images(folder.resolve("val"), "wasps", 1);
    assertMessage(
        "class \"wasps\" is in val but not in train, which has ants, bees",
        () -> ImageSet.splits(folder));
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertMessage("no such folder: " + folder.resolve("x"), () -> ImageSet.of(folder.resolve("x")));
    assertMessage(
        "no images in " + folder + "; it needs one sub-folder a class", () -> ImageSet.of(folder));
    Fixtures.images(folder, "ants", 1);
    assertMessage(
        "only one class, \"ants\", in " + folder + "; at least 2 are needed",
        () -> ImageSet.of(folder));
    Files.createDirectories(folder.resolve("bees"));
    assertMessage(
        "class \"bees\" has no images in " + folder.resolve("bees"), () -> ImageSet.of(folder));
    Fixtures.file(folder.resolve("bees/a.txt"), new byte[20]);
    assertMessage(
        "class \"bees\" has no images in "
            + folder.resolve("bees")
            + "; 1 unreadable, the first: bees/a.txt (not an image)",
        () -> ImageSet.of(folder));
    Fixtures.images(folder, "bees", 2);
    ImageSet images = ImageSet.of(folder);
    assertMessage(
        "class \"ants\" has 1 images, too few to split into 2", () -> images.split(0.8, 42));
    assertMessage(
        "shares are 1.5 and -0.5, must be above 0 and together at most 1",
        () -> images.split(1.5, 42));
    assertMessage(
        "no folder \"train\" in "
            + folder
            + ", which has ants, bees; if these are classes, read them with"
            + " ImageSet.of(path).split(0.8, 42)",
        () -> ImageSet.splits(folder));
  }

  @Test
  void tellsSplitsFromClasses() {
    Fixtures.images(folder.resolve("train"), "ants", 2);
    Fixtures.images(folder.resolve("train"), "bees", 2);
    assertMessage(
        "no images for validation; train().split(0.8, 42) sets some aside",
        () -> ImageSet.splits(folder).validation());
    assertMessage(
        "no images for a test; split(0.7, 0.15, 42) sets the remaining 0.15 aside",
        () -> ImageSet.splits(folder).test());
    Fixtures.images(folder.resolve("val"), "ants", 2);
    assertMessage(
        folder + " has train, val, splits not classes; use ImageSet.splits(path)",
        () -> ImageSet.of(folder));
  }

  @Test
  void normalizesInTheContractsOrder() {
    Fixtures.file(
        folder.resolve("a/x.png"),
        Fixtures.encoded(Fixtures.plain(9, 9, new Color(10, 20, 30)), "png"));
    Fixtures.images(folder, "b", 1);
    InputContract bgr =
        new InputContract(
            1,
            1,
            InputContract.Order.BGR,
            List.of(1f, 2f, 3f),
            List.of(1f, 2f, 7f),
            1,
            InputContract.Interpolation.BILINEAR);
    assertEquals(List.of(29f, 9f, 1f), pixels(ImageSet.of(folder), 0, bgr));
  }

  @Test
  void readsAntsAndBees() {
    Path photos = Fixtures.antsAndBees();
    assumeTrue(Files.isDirectory(photos), "ants_bees photos are not here");
    Splits data = ImageSet.splits(photos);
    assertEquals(
        "244 train, 153 validation and 0 test images of ants, bees; 1 left out, see rejected():"
            + " train/ants/imageNotFound.gif (not an image)",
        data.toString());
    assertEquals("train/ants/imageNotFound.gif", data.rejected().getString(0, "file"));
    assertEquals("not an image", data.rejected().getString(0, "reason"));
  }

  private static List<String> ids(ImageSet images) {
    return IntStream.range(0, images.size()).mapToObj(images::id).toList();
  }

  private static List<Float> pixels(ImageSet images, int index, InputContract contract) {
    FloatBuffer buffer = FloatBuffer.allocate(3 * contract.height() * contract.width());
    images.inputs(contract).read(index, buffer);
    return IntStream.range(0, buffer.capacity())
        .mapToObj(i -> Math.round(buffer.get(i) * 1e3f) / 1e3f)
        .toList();
  }

  private static void assertMessage(String message, Runnable call) {
    assertEquals(message, assertThrows(RuntimeException.class, call::run).getMessage());
  }
}
