package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long waves of another photo, against what {@code record_fourier.py} recorded of numpy. */
class LikeTest {
  private static final int WIDTH = 12;
  private static final int HEIGHT = 10;
  private static final InputContract CONTRACT =
      InputContract.rgb(HEIGHT, 0, 1, 1).size(HEIGHT, WIDTH);
  private static final BufferedImage PHOTO = Fixtures.formula(WIDTH, HEIGHT);

  private static BufferedImage negative() {
    BufferedImage negative = Fixtures.formula(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        negative.setRGB(x, y, ~PHOTO.getRGB(x, HEIGHT - 1 - y));
      }
    }
    return negative;
  }

  private static Planes planes() {
    return Look.EVALUATION.planes(PHOTO, CONTRACT);
  }

  /** Darker and darker ones. */
  private static ImageSet greys(int count) {
    List<Picture> greys =
        IntStream.range(0, count)
            .mapToObj(i -> Fixtures.plain(WIDTH, HEIGHT, new Color(i, i, i)))
            .<Picture>map(grey -> new HeldPicture("grey", "", grey))
            .toList();
    return new ImageSet(Pictures.unlabelled(greys, List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.1", "0.25"})
  void itIsNumpys(String share) throws IOException {
    JsonNode recorded =
        new ObjectMapper().readTree(LikeTest.class.getResourceAsStream("/reference/fourier.json"));
    JsonNode expected = recorded.get(share);
    Planes planes = planes();
    Like.of(Unlabelled.of(negative()), CONTRACT, Double.parseDouble(share))
        .paint(planes, new SplittableRandom(1));
    float[] floats = new float[expected.size()];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = expected.get(i).floatValue());
    assertArrayEquals(floats, planes.values(), 1e-3f);
  }

  /** Of 200 photos 64, spread evenly; each may be drawn, and its light becomes the picture's. */
  @Test
  void oneOfAtMost64IsDrawnForEachView() {
    Like like = Like.of(greys(200), CONTRACT, 0);
    assertTrue(like.of().toString().startsWith("64 photos of 10 × 12 "), like::toString);
    Set<Integer> lights = new TreeSet<>();
    for (int view = 0; view < 1000; view++) {
      Planes planes = planes();
      like.paint(planes, new SplittableRandom(view));
      double mean = IntStream.range(0, planes.plane()).mapToDouble(i -> planes.values()[i]).sum();
      lights.add((int) Math.round(mean / planes.plane()));
    }
    Set<Integer> expected = new TreeSet<>();
    IntStream.range(0, 64).forEach(i -> expected.add(i * 200 / 64));
    assertEquals(expected, lights);
  }

  /** What has no wave of a length has no phase to lend one to. */
  @Test
  void aPlainPictureStaysPlain() {
    Planes planes = new Planes(WIDTH, HEIGHT);
    Like.of(Unlabelled.of(negative()), CONTRACT, 0.25).paint(planes, new SplittableRandom(1));
    assertArrayEquals(new float[3 * WIDTH * HEIGHT], planes.values());
  }

  @Test
  void equalPhotosAreEqualSteps() {
    Augmentations one = Augmentation.like(greys(3), CONTRACT);
    assertEquals(one, Augmentation.like(greys(3), CONTRACT, 0.05));
    assertEquals(one.toString(), Augmentation.like(greys(3), CONTRACT).toString());
    assertNotEquals(one, Augmentation.like(greys(4), CONTRACT));
    assertNotEquals(one, Augmentation.like(greys(3), CONTRACT, 0.01));
    assertEquals(one.hashCode(), Augmentation.like(greys(3), CONTRACT).hashCode());
  }

  @Test
  void whatCannotBeIsRefused() {
    refused(
        "share of long waves is 0.26, must be 0.0 to 0.25",
        () -> Augmentation.like(greys(1), CONTRACT, 0.26));
    refused(
        "no photos to look like; give one or more", () -> Augmentation.like(greys(0), CONTRACT));
    Like like = Like.of(greys(1), CONTRACT, 0.1);
    refused(
        "these photos were read at 10 × 12 pixels to look like, the network takes 8 × 9; read them"
            + " by the contract of the model that is trained",
        () -> like.paint(new Planes(9, 8), new SplittableRandom(1)));
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
