package dev.graft.data;

import dev.graft.weights.GraftHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Images that everyone has. Near to what networks learned from ImageNet: a drawn garden that needs
 * no download, and the photos of ants and bees that transfer learning is often taught with. Far
 * from it: drawn cells under a microscope, and photos of hands where somebody has put them.
 */
public final class Samples {
  private static final int SIDE = 256;
  private static final int PER_CLASS = 40;
  private static final long SEED = 42;
  private static final String GARDEN = "garden";
  private static final String ANTS_BEES = "ants_bees";
  private static final int CELL_SIDE = 128;
  private static final int CELLS_PER_CLASS = 100;
  private static final String CELLS = "cells";
  private static final String SIGNS = "signs";

  private Samples() {}

  /**
   * Draws the garden of the lessons: six classes, 40 images of each to learn from, 20 for
   * validation and 20 for a test.
   *
   * @return the splits
   */
  public static Splits garden() {
    return garden(PER_CLASS, SEED);
  }

  /**
   * Draws ants, bees, beetles, butterflies, ladybirds and spiders in random pose, colour, light,
   * background and occlusion, 256 × 256. Each image is drawn when it is read, so any number of them
   * needs no memory.
   *
   * @param perClass images of each class to learn from; validation and test get half as many each
   * @param seed decides every picture
   * @return the splits
   */
  public static Splits garden(int perClass, long seed) {
    return drawn(perClass, (split, images) -> garden(split, images, seed, SIDE));
  }

  /**
   * Draws the cells of the lessons: six classes, 100 images of each to learn from, 50 for
   * validation and 50 for a test.
   *
   * @return the splits
   */
  public static Splits cells() {
    return cells(CELLS_PER_CLASS, SEED);
  }

  /**
   * Draws cells under a microscope, 128 × 128; {@link #cells(int, long, int)} says more.
   *
   * @param perClass images of each class to learn from; validation and test get half as many each
   * @param seed decides every picture
   * @return the splits
   */
  public static Splits cells(int perClass, long seed) {
    return cells(perClass, seed, CELL_SIDE);
  }

  /**
   * Draws cells under a microscope. The class is the phase of division that the cell in the middle
   * is in: interphase, prophase, prometaphase, metaphase, anaphase or telophase, in this order.
   * What tells them apart is where the chromosomes lie; dyes, light, focus, size, pose and the
   * cells around are left to chance. Nothing of it is among the classes of ImageNet. Each image is
   * drawn when it is read, in a few milliseconds, the same bits on every machine.
   *
   * @param perClass images of each class to learn from; validation and test get half as many each
   * @param seed decides every picture
   * @param side of an image in pixels, at least 32
   * @return the splits
   */
  public static Splits cells(int perClass, long seed, int side) {
    if (side < 32) {
      throw new IllegalArgumentException("side is " + side + " pixels, must be at least 32");
    }
    return drawn(perClass, (split, images) -> cells(split, images, seed, side));
  }

  /**
   * Gives photos of hands that show the ten digits, taken by students, of whom those for validation
   * are not among those to learn from: 100 × 100 pixels, 1,262 and 400 (Mavi 2020, arXiv
   * 2011.08927). Taken from {@code $GRAFT_DATA/signs}; nothing is downloaded.
   *
   * @return train and validation
   * @throws IllegalStateException if there is no such folder; it says what to do
   */
  public static Splits signs() {
    return ImageSet.splits(Signs.folder(GraftHome.ofThisProcess()));
  }

  /**
   * Gives 244 photos of ants and bees to learn from and 153 for validation, those of the PyTorch
   * transfer learning tutorial. Taken from {@code $GRAFT_DATA/ants_bees} where that is a folder,
   * else from {@code $GRAFT_HOME/samples/ants_bees}, where they are downloaded to once (47 MB), as
   * weights are: resumed, through mirror and proxies, never where {@code GRAFT_OFFLINE} is set.
   *
   * @return train and validation
   * @throws IllegalStateException if they are not there and cannot be downloaded; it says what to
   *     do
   */
  public static Splits antsAndBees() {
    var photos =
        new AntsAndBees(GraftHome.ofThisProcess(), AntsAndBees.PUBLISHED, System.out::println);
    return ImageSet.splits(photos.folder());
  }

  /**
   * Draws insects in a garden, each with its mask: the ground, and the six of them.
   *
   * @param perClass insects of each kind to learn from; half as many are for validation
   * @param seed decides the pictures
   * @param side of each, in pixels
   * @return train and validation
   */
  public static Answered.Parts<MaskSet> gardenMasks(int perClass, long seed, int side) {
    Splits garden = drawn(perClass, (split, n) -> garden(split, n, seed, side));
    return new Answered.Parts<>(MaskSet.drawn(garden.train()), MaskSet.drawn(garden.validation()));
  }

  /**
   * Draws gardens in which several insects sit, or none, each with the kinds that are there. Some
   * kinds come often (ants, in 55 of 100) and some seldom (spiders, in 10).
   *
   * @param images to learn from; half as many are for validation
   * @param seed decides the pictures; those of another seed are for a test
   * @param side of each, in pixels, at least 32
   * @return train and validation; where there are few images, a rare kind may be on none
   */
  public static Answered.Parts<TagSet> gardenTags(int images, long seed, int side) {
    return new Answered.Parts<>(
        Gathering.tags(Gathering.some("train", images, seed, side)),
        Gathering.tags(Gathering.some("validation", images / 2, seed, side)));
  }

  /**
   * Draws the gardens of {@link #gardenTags} with two numbers each: how many {@code insects} there
   * are, and how many percent of the picture they have {@code covered}, be it behind grass or not.
   *
   * @param images to learn from; half as many are for validation
   * @param seed decides the pictures
   * @param side of each, in pixels, at least 32
   * @return train and validation
   */
  public static Answered.Parts<NumberSet> gardenNumbers(int images, long seed, int side) {
    return new Answered.Parts<>(
        Gathering.numbers(Gathering.some("train", images, seed, side)),
        Gathering.numbers(Gathering.some("validation", images / 2, seed, side)));
  }

  /**
   * Gives photos of streets with masks of eleven classes, 367 to learn from and 101 for validation
   * (Brostow et al. 2009, Semantic object classes in video). Taken from {@code $GRAFT_DATA/camvid};
   * nothing is downloaded.
   *
   * @return train and validation
   * @throws IllegalStateException if there is no such folder; it says what to do
   */
  public static Answered.Parts<MaskSet> camvid() {
    return CamVid.parts(GraftHome.ofThisProcess());
  }

  /**
   * Gives the sample data of a name.
   *
   * @param name {@code garden}, {@code ants_bees}, {@code cells} or {@code signs}
   * @return the splits
   */
  public static Splits named(String name) {
    return switch (name) {
      case GARDEN -> garden();
      case ANTS_BEES -> antsAndBees();
      case CELLS -> cells();
      case SIGNS -> signs();
      default ->
          throw new IllegalArgumentException(
              "no sample data \"" + name + "\"; there are garden, ants_bees, cells and signs");
    };
  }

  /**
   * Names the data that lessons use here.
   *
   * @return {@code $GRAFT_PHOTOS} where that is set, {@code ants_bees} where {@code GRAFT_DATA} has
   *     them, else {@code garden}
   */
  public static String preferred() {
    return preferred(System.getenv());
  }

  static String preferred(Map<String, String> environment) {
    return chosen(environment, "GRAFT_PHOTOS", ANTS_BEES, GARDEN);
  }

  /**
   * Names the data that lessons use here where it shall be far from what the network has seen.
   *
   * @return {@code $GRAFT_FAR} where that is set, {@code signs} where {@code GRAFT_DATA} has them,
   *     else {@code cells}
   */
  public static String far() {
    return far(System.getenv());
  }

  static String far(Map<String, String> environment) {
    return chosen(environment, "GRAFT_FAR", SIGNS, CELLS);
  }

  /**
   * Names what lessons use here where every pixel has a class.
   *
   * @return {@code $GRAFT_SCENES} where that is set, {@code camvid} where {@code GRAFT_DATA} has
   *     it, else {@code garden}
   */
  public static String scenes() {
    return scenes(System.getenv());
  }

  static String scenes(Map<String, String> environment) {
    return chosen(environment, "GRAFT_SCENES", "camvid", GARDEN);
  }

  private static String chosen(
      Map<String, String> environment, String variable, String real, String drawn) {
    String data = environment.getOrDefault("GRAFT_DATA", "");
    boolean there = !data.isEmpty() && Files.isDirectory(Path.of(data, real));
    return environment.getOrDefault(variable, there ? real : drawn);
  }

  private static Splits drawn(int perClass, BiFunction<String, Integer, ImageSet> split) {
    if (perClass < 2) {
      throw new IllegalArgumentException(
          "images per class is " + perClass + ", must be at least 2");
    }
    return new Splits(
        split.apply("train", perClass),
        Optional.of(split.apply("validation", perClass / 2)),
        Optional.of(split.apply("test", perClass / 2)));
  }

  static ImageSet garden(String split, int perClass, long seed, int side) {
    return drawn(
        split,
        Insects.ALL.keySet(),
        perClass,
        (id, name) -> new GardenPicture(id, name, seed, side));
  }

  static ImageSet cells(String split, int perClass, long seed, int side) {
    return drawn(
        split, Mitosis.ALL.keySet(), perClass, (id, name) -> new CellPicture(id, name, seed, side));
  }

  /** One split; ids tell the splits apart, so no picture is in two of them. */
  private static ImageSet drawn(
      String split,
      Set<String> classes,
      int perClass,
      BiFunction<String, String, Picture> picture) {
    List<Picture> pictures = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (String name : classes) {
      int label = labels.size() / perClass;
      for (int i = 0; i < perClass; i++) {
        String id = String.format(Locale.ROOT, "%s/%s/%05d", split, name, i);
        pictures.add(picture.apply(id, name));
        labels.add(label);
      }
    }
    return new ImageSet(List.copyOf(classes), pictures, labels, List.of());
  }
}
