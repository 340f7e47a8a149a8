package dev.graft.bench;

import dev.graft.data.Answered;
import dev.graft.data.MaskSet;
import dev.graft.data.Samples;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * The images and masks that all engines read: folders with {@code images} and {@code masks}.
 *
 * @param name in tables
 * @param train to learn from
 * @param held to judge by
 * @param classes names by value; higher values are no class
 * @param height of what the networks see
 * @param width of what the networks see
 */
record Scenes(String name, Path train, Path held, List<String> classes, int height, int width) {
  private static final List<String> CAMVID =
      List.of(
          "sky",
          "building",
          "pole",
          "road",
          "pavement",
          "tree",
          "sign",
          "fence",
          "car",
          "pedestrian",
          "bicyclist");
  private static final String NAMES = "classes.txt";
  private static final int DRAWN = 40;
  private static final int SIDE = 128;

  /** Part of a set that is judged by. */
  enum Part {
    VALIDATION(List.of("validation", "val")),
    TEST(List.of("test"));

    private final List<String> folders;

    Part(List<String> folders) {
      this.folders = folders;
    }
  }

  /**
   * Finds the folder asked for, or {@code camvid} in {@code GRAFT_DATA}; else a garden is drawn.
   */
  static Scenes of(Optional<Path> asked, Part part, Path results) {
    String data = System.getenv("GRAFT_DATA");
    Path camvid = Path.of(data == null ? "" : data, "camvid").toAbsolutePath();
    if (asked.isPresent() || data != null && Files.isDirectory(camvid)) {
      return in(asked.orElse(camvid).toAbsolutePath().normalize(), part, 192, 256);
    }
    return in(drawn(results, DRAWN), part, SIDE, SIDE);
  }

  private static Scenes in(Path folder, Part part, int height, int width) {
    Path held =
        part.folders.stream()
            .map(folder::resolve)
            .filter(Scenes::pairs)
            .findFirst()
            .orElseThrow(() -> absent(folder, String.join("\" or \"", part.folders)));
    Path train = folder.resolve("train");
    if (!pairs(train)) {
      throw absent(folder, "train");
    }
    String name = folder.getFileName() + " " + held.getFileName();
    return new Scenes(name, train, held, classes(folder), height, width);
  }

  private static boolean pairs(Path folder) {
    return Files.isDirectory(folder.resolve("images"))
        && Files.isDirectory(folder.resolve("masks"));
  }

  private static IllegalArgumentException absent(Path folder, String part) {
    String[] there = folder.toFile().list((at, name) -> new File(at, name).isDirectory());
    if (there != null) {
      Arrays.sort(there);
    }
    String has = there == null ? "no such folder" : "it has " + String.join(", ", there);
    return new IllegalArgumentException(
        "no part \"%s\" with images and masks in \"%s\"; %s".formatted(part, folder, has));
  }

  /** CamVid's eleven, unless a file beside the parts names others, one a line. */
  private static List<String> classes(Path folder) {
    Path names = folder.resolve(NAMES);
    try {
      return Files.isRegularFile(names) ? Files.readAllLines(names) : CAMVID;
    } catch (IOException e) {
      throw new UncheckedIOException("names of classes cannot be read: " + names, e);
    }
  }

  /** Draws insects and their masks; once. */
  static Path drawn(Path results, int perClass) {
    Path folder = results.resolve("garden-masks-" + perClass);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(results);
      Path aside = Files.createTempDirectory(results, ".masks");
      Answered.Parts<MaskSet> garden = Samples.gardenMasks(perClass, 42, SIDE);
      write(garden.train(), aside.resolve("train"));
      write(garden.validation(), aside.resolve("validation"));
      write(Samples.gardenMasks(perClass, 43, SIDE).validation(), aside.resolve("test"));
      Files.write(aside.resolve(NAMES), garden.train().classes());
      return Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("masks cannot be written to " + folder, e);
    }
  }

  private static void write(MaskSet set, Path folder) throws IOException {
    for (int i = 0; i < set.size(); i++) {
      String file = String.format(Locale.ROOT, "%05d.png", i);
      write(set.images().image(i), folder.resolve("images").resolve(file));
      write(set.mask(i).picture(), folder.resolve("masks").resolve(file));
    }
  }

  private static void write(BufferedImage image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
