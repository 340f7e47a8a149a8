package dev.graft.data;

import dev.graft.weights.GraftHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Images that everyone has: a drawn garden that needs no download, and the photos of ants and bees
 * that transfer learning is often taught with.
 */
public final class Samples {
  private static final int SIDE = 256;
  private static final int PER_CLASS = 40;
  private static final long SEED = 42;
  private static final String GARDEN = "garden";
  private static final String ANTS_BEES = "ants_bees";

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
    if (perClass < 2) {
      throw new IllegalArgumentException(
          "images per class is " + perClass + ", must be at least 2");
    }
    return new Splits(
        garden("train", perClass, seed, SIDE),
        Optional.of(garden("validation", perClass / 2, seed, SIDE)),
        Optional.of(garden("test", perClass / 2, seed, SIDE)));
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
   * Gives the sample data of a name.
   *
   * @param name {@code garden} or {@code ants_bees}
   * @return the splits
   */
  public static Splits named(String name) {
    return switch (name) {
      case GARDEN -> garden();
      case ANTS_BEES -> antsAndBees();
      default ->
          throw new IllegalArgumentException(
              "no sample data \"" + name + "\"; there are garden and ants_bees");
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
    String data = environment.getOrDefault("GRAFT_DATA", "");
    boolean real = !data.isEmpty() && Files.isDirectory(Path.of(data, ANTS_BEES));
    return environment.getOrDefault("GRAFT_PHOTOS", real ? ANTS_BEES : GARDEN);
  }

  /** One split; ids tell the splits apart, so no picture is in two of them. */
  static ImageSet garden(String split, int perClass, long seed, int side) {
    List<String> classes = List.copyOf(Insects.ALL.keySet());
    List<Picture> pictures = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      String insect = classes.get(label);
      for (int i = 0; i < perClass; i++) {
        String id = String.format(Locale.ROOT, "%s/%s/%05d", split, insect, i);
        pictures.add(new GardenPicture(id, insect, seed, side));
        labels.add(label);
      }
    }
    return new ImageSet(classes, pictures, labels, List.of());
  }
}
