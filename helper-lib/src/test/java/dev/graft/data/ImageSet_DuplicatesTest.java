package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bytes twice. */
class ImageSet_DuplicatesTest {
  @TempDir Path folder;

  @BeforeEach
  void sixPhotos() {
    Fixtures.images(folder, "ants", 3);
    Fixtures.images(folder, "bees", 3);
  }

  private void copy(String from, String to) throws IOException {
    Files.copy(folder.resolve(from), folder.resolve(to));
  }

  @Test
  void imagesInTwoClassesAreSaid() throws IOException {
    copy("ants/0.png", "bees/same.png");
    ImageSet images = ImageSet.of(folder);
    assertEquals(
        "7 images of ants, bees; 1 image is in several classes, see duplicates(): ants/0.png ="
            + " bees/same.png",
        images.toString());
    assertEquals(List.of("ants", "bees"), images.duplicates().stringColumn("class").asList());
    copy("ants/1.png", "bees/other.png");
    assertTrue(
        ImageSet.of(folder).toString().contains("2 images are in several classes"),
        ImageSet.of(folder).toString());
  }

  @Test
  void copiesWithinAClassAreInTheTableOnly() throws IOException {
    copy("ants/1.png", "ants/copy.png");
    copy("bees/2.png", "bees/copy.png");
    ImageSet images = ImageSet.of(folder);
    assertEquals("8 images of ants, bees", images.toString());
    assertEquals(List.of(1, 1, 2, 2), images.duplicates().intColumn("group").asList());
    assertEquals(
        List.of("ants/1.png", "ants/copy.png", "bees/2.png", "bees/copy.png"),
        images.duplicates().stringColumn("file").asList());
  }

  @Test
  void imagesInTwoSplitsAreSaid() throws IOException {
    Path data = folder.resolve("data");
    Fixtures.images(data.resolve("train"), "ants", 2);
    Fixtures.images(data.resolve("train"), "bees", 2);
    Fixtures.images(data.resolve("val"), "bees", 1);
    Splits splits = ImageSet.splits(data);
    assertEquals(
        "4 train, 1 validation and 0 test images of ants, bees; 1 image is in several splits, see"
            + " duplicates(): train/bees/0.png = val/bees/0.png",
        splits.toString());
    assertEquals(List.of("group", "split", "file", "class"), splits.duplicates().columnNames());
    assertEquals(
        List.of("train", "validation"), splits.duplicates().stringColumn("split").asList());
  }

  /** Only files of equal length are read: this one is another length than all others. */
  @Test
  void filesOfALengthOfTheirOwnAreNotRead() {
    Picture alone =
        new Picture() {
          @Override
          public String id() {
            return "alone";
          }

          @Override
          public long length() {
            return 1;
          }

          @Override
          public String content() {
            throw new AssertionError("read");
          }

          @Override
          public BufferedImage image() {
            throw new AssertionError("decoded");
          }
        };
    ImageSet one = new ImageSet(List.of("a", "b"), List.of(alone), List.of(0), List.of());
    assertTrue(one.join(ImageSet.of(folder)).duplicates().isEmpty());
  }

  @Test
  void whatIsGoneEqualsNothing() throws IOException {
    copy("ants/0.png", "bees/same.png");
    ImageSet images = ImageSet.of(folder);
    Files.delete(folder.resolve("bees/same.png"));
    assertEquals("7 images of ants, bees", images.toString());
  }

  @Test
  void countsByClassAndSplit() {
    Splits data = ImageSet.of(folder).split(0.67, 1);
    Map<String, List<Integer>> counts =
        Map.of(
            "train", data.counts().intColumn("train").asList(),
            "validation", data.counts().intColumn("validation").asList());
    assertEquals(Map.of("train", List.of(2, 2), "validation", List.of(1, 1)), counts);
    assertEquals(List.of("class", "train", "validation"), data.counts().columnNames());
  }
}
