package dev.graft.data;

import dev.graft.pixels.Rgb;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A drawing of several insects in a garden, or of none: a pure function of the seed and its id.
 * Kinds come independently of each other, some often and some seldom, each once or twice; they may
 * hide each other.
 */
record Gathering(String id, long seed, int side) implements Picture {
  /** Changes when the drawing does. */
  private static final String DRAWING = "gathering 1";

  /** Which share of the pictures has each kind. */
  private static final Map<String, Double> COMING =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  "ant", 0.55,
                  "bee", 0.45,
                  "beetle", 0.35,
                  "butterfly", 0.25,
                  "ladybird", 0.18,
                  "spider", 0.1)));

  private static final double TWICE = 0.3;

  /** What is covered is counted on so many pixels a side: a small part of the time. */
  private static final int COUNTED = 64;

  /** Pictures of one split; ids tell the splits apart, so no picture is in two of them. */
  static List<Gathering> some(String split, int count, long seed, int side) {
    if (count < 1 || side < 32) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s of %d images of side %d; it must have one or more, of 32 pixels or more",
              split,
              count,
              side));
    }
    return IntStream.range(0, count)
        .mapToObj(i -> String.format(Locale.ROOT, "%s/%05d", split, i))
        .map(id -> new Gathering(id, seed, side))
        .toList();
  }

  static TagSet tags(List<Gathering> pictures) {
    List<String> kinds = List.copyOf(COMING.keySet());
    boolean[][] rows = new boolean[pictures.size()][kinds.size()];
    for (int i = 0; i < rows.length; i++) {
      for (String insect : pictures.get(i).insects()) {
        rows[i][kinds.indexOf(insect)] = true;
      }
    }
    return TagSet.of(images(pictures), new Tags(kinds, rows));
  }

  static NumberSet numbers(List<Gathering> pictures) {
    float[][] rows =
        pictures.stream()
            .map(picture -> new float[] {picture.insects().size(), picture.covered()})
            .toArray(float[][]::new);
    return NumberSet.of(images(pictures), new Numbers(List.of("insects", "covered"), rows));
  }

  private static ImageSet images(List<Gathering> pictures) {
    return new ImageSet(Pictures.unlabelled(pictures, List.of()));
  }

  @Override
  public String content() {
    return DRAWING + ", seed " + seed + ", side " + side + ", " + id;
  }

  /** The kinds that came, in the order in which they sit down. */
  List<String> insects() {
    Pen dice = new Pen(null, Randomness.of(seed, "gathering", id));
    List<String> there = new ArrayList<>();
    COMING.forEach(
        (insect, share) -> {
          boolean comes = dice.chance(share);
          boolean twice = dice.chance(TWICE);
          there.addAll(Collections.nCopies(comes ? twice ? 2 : 1 : 0, insect));
        });
    Collections.shuffle(there, new java.util.Random(dice.random().nextLong()));
    return there;
  }

  @Override
  public BufferedImage image() {
    RandomGenerator random = Randomness.of(seed, "gathering place", id);
    BufferedImage image = Rgb.image(side, side);
    Graphics2D graphics = Perch.graphics(image);
    Pen pen = new Pen(graphics, random);
    Meadow.ground(pen);
    sit(pen, side);
    Meadow.foreground(pen);
    Meadow.light(pen);
    graphics.dispose();
    GardenPicture.grain(image, random);
    return image;
  }

  /** Sits all down by dice of their own, so that they sit alike whatever the ground is. */
  private List<BufferedImage> sit(Pen ground, int pixels) {
    Perch perch = new Perch(pixels, 0.16, 0.42, 0.14);
    Pen pen = new Pen(ground.graphics(), Randomness.of(seed, "gathering sits", id));
    return insects().stream().map(insect -> perch.sit(pen, insect)).toList();
  }

  /** Percent of the picture that is insect, be it behind grass or not. */
  private float covered() {
    Perch perch = new Perch(COUNTED, 0, 0, 0);
    Pen nowhere = new Pen(Perch.graphics(perch.layer()), null);
    List<BufferedImage> layers = sit(nowhere, COUNTED);
    long there =
        IntStream.range(0, COUNTED * COUNTED)
            .filter(pixel -> layers.stream().anyMatch(layer -> perch.covers(layer, pixel)))
            .count();
    return 100f * there / (COUNTED * COUNTED);
  }
}
