package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that pass a glance and turn out unreadable when they are decoded. */
class LeavingOutTest {
  private static final InputContract CONTRACT = InputContract.rgb(8, 0, 1, 0.8);

  @TempDir private Path folder;

  @BeforeEach
  void write() {
    Fixtures.images(folder, "ants", 3);
    Fixtures.images(folder, "bees", 3);
    byte[] broken = Fixtures.encoded(Fixtures.quadrants(40, 40), "png");
    Arrays.fill(broken, 45, 60, (byte) 7);
    Fixtures.file(folder.resolve("bees/broken.png"), broken);
  }

  private static int readAll(ImageSet images) {
    try (Batches batches =
        Batches.of(images.inputs(CONTRACT), Batches.sequential(images.size()), 4)) {
      while (batches.hasNext()) {
        batches.next();
      }
    }
    return images.size();
  }

  @Test
  void aCallBeginsAgainWithoutThem() {
    ImageSet images = ImageSet.of(folder);
    assertEquals(7, images.size(), "a glance sees nothing");
    assertEquals(6, LeavingOut.of(images, LeavingOutTest::readAll));
    TrainingSet training = TrainingSet.of(images, Augmentation.flip()).seed(5).views(2);
    LeavingOut.of(
        training,
        images,
        (learned, held) -> {
          readAll(held);
          assertEquals(5, learned.seed());
          assertEquals(2, learned.views());
          assertSame(learned.images(), held);
          assertEquals("bees/broken.png", held.rejected().getString(0, "file"));
          return 0;
        });
  }

  @Test
  void checkingFindsThemAtOnce() {
    ImageSet images = ImageSet.of(folder, Unreadable.CHECK);
    assertEquals(6, images.size());
    assertEquals("bees/broken.png", images.rejected().getString(0, "file"));
    assertTrue(images.rejected().getString(0, "reason").startsWith("PNG is damaged"));
  }

  @Test
  void whereTheyAreFatalTheyEndTheCall() {
    ImageSet images = ImageSet.of(folder, Unreadable.FATAL);
    assertThrows(
        UnreadableImageException.class, () -> LeavingOut.of(images, LeavingOutTest::readAll));
    ImageSet named = Unlabelled.of(List.of(folder.resolve("bees/broken.png")));
    assertThrows(
        UnreadableImageException.class, () -> LeavingOut.of(named, LeavingOutTest::readAll));
  }
}
