package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal keys, equal pixels: what a cache relies on. */
class ImageSet_KeyTest {
  private static final InputContract CONTRACT = InputContract.rgb(8, 0, 1, 1);

  @TempDir private Path folder;

  private Path picture(String name, int colour) throws IOException {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1600; i++) {
      image.setRGB(i % 40, i / 40, colour);
    }
    Path file = folder.resolve(name);
    ImageIO.write(image, "bmp", file.toFile());
    return file;
  }

  private static ContentKey key(Path file) {
    return ImageSet.unlabelled(List.of(file)).key(0);
  }

  @Test
  void aCopyUnderAnotherNameIsTheSame() throws IOException {
    Path one = picture("one.bmp", 0x102030);
    Path two = Files.copy(one, folder.resolve("two.bmp"));
    assertEquals(key(one), key(two));
    assertNotEquals(key(one), key(picture("three.bmp", 0x102031)));
  }

  /** Neither size nor time of change tells these two apart. */
  @Test
  void aFileWrittenOverIsAnother() throws IOException {
    Path file = picture("photo.bmp", 0x102030);
    FileTime time = Files.getLastModifiedTime(file);
    ImageSet images = ImageSet.unlabelled(List.of(file));
    var before = images.key(0);
    assertEquals(before, images.key(0));
    Path other = picture("other.bmp", 0x302010);
    Files.setLastModifiedTime(other, time);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(time, Files.getLastModifiedTime(file));
    assertNotEquals(before, images.key(0));
  }

  @Test
  void heldImagesAreOthersThanTheirFiles() {
    ImageSet images = Samples.garden(2, 1).train();
    ImageSet small = images.held(InputContract.rgb(32, 127, 128, 1));
    ImageSet large = images.held(InputContract.rgb(64, 127, 128, 1));
    ImageSet sharp =
        images.held(
            InputContract.rgb(32, 127, 128, 1).interpolation(InputContract.Interpolation.BICUBIC));
    var keys = List.of(images.key(0), small.key(0), large.key(0), sharp.key(0));
    assertEquals(4, new HashSet<>(keys).size());
    assertNotEquals(images.key(0), images.key(1));
    assertNotEquals(images.key(0), Samples.garden(2, 2).train().key(0));
  }

  @Test
  void everyViewSeedAndStepIsAnother() {
    ImageSet images = Samples.garden(2, 1).train();
    TrainingSet turned = TrainingSet.of(images, Augmentation.rotate(15));
    Set<ContentKey> keys = new HashSet<>();
    keys.add(images.key(0));
    keys.add(turned.examples(0, CONTRACT).inputs().key(0).orElseThrow());
    keys.add(turned.examples(1, CONTRACT).inputs().key(0).orElseThrow());
    keys.add(turned.seed(7).examples(0, CONTRACT).inputs().key(0).orElseThrow());
    keys.add(
        TrainingSet.of(images, Augmentation.rotate(16))
            .examples(0, CONTRACT)
            .inputs()
            .key(0)
            .orElseThrow());
    keys.add(
        TrainingSet.of(images, Augmentation.rotate(15).flip())
            .examples(0, CONTRACT)
            .inputs()
            .key(0)
            .orElseThrow());
    keys.add(turned.examples(0, CONTRACT).inputs().key(1).orElseThrow());
    assertEquals(7, keys.size());
    assertEquals(
        turned.examples(1, CONTRACT).inputs().key(0).orElseThrow(),
        turned.views(2).examples(3, CONTRACT).inputs().key(0).orElseThrow());
  }

  @Test
  void withoutAugmentationAnEpochShowsTheImagesThemselves() {
    ImageSet images = Samples.garden(2, 1).train();
    TrainingSet plain = TrainingSet.of(images, Augmentation.none());
    assertEquals(images.key(1), plain.examples(3, CONTRACT).inputs().key(1).orElseThrow());
  }
}
