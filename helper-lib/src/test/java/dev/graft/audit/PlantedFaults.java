package dev.graft.audit;

import dev.graft.data.ImageSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * A folder of photos with faults that are known: some lie in the folder of another class, some are
 * there twice. Tells how many an audit found, and how many it made up.
 *
 * @param folder of class folders
 * @param flipped ids of the photos in another class
 * @param copies two ids each, sorted
 */
record PlantedFaults(Path folder, Set<String> flipped, Set<List<String>> copies) {

  /** How labels go wrong. */
  enum Flips {
    UNIFORM,
    NEXT,
    FIRST_CLASS,
    /** The share is one class's, drawn by the seed, and all of it goes to one other. */
    ONE_CLASS
  }

  /** Copies all photos of a root into a folder, with faults. */
  static PlantedFaults plant(
      ImageSet clean, Path root, Path folder, double flips, Flips how, double copies, long seed) {
    Random random = new Random(seed);
    int n = clean.size();
    int classes = clean.classes().size();
    Set<Integer> wrong = new HashSet<>();
    int one = how == Flips.ONE_CLASS ? random.nextInt(classes) : 0;
    int away = how == Flips.ONE_CLASS ? 1 + random.nextInt(classes - 1) : 1;
    long its =
        how == Flips.ONE_CLASS
            ? clean.filter((id, name) -> name.equals(clean.classes().get(one))).size()
            : n;
    int many = (int) Math.round(flips * its);
    while (wrong.size() < many) {
      int i = random.nextInt(n);
      boolean may =
          switch (how) {
            case UNIFORM, NEXT -> true;
            case FIRST_CLASS -> clean.label(i) == 0 || wrong.size() * 4 >= n / classes;
            case ONE_CLASS -> clean.label(i) == one;
          };
      if (may) {
        wrong.add(i);
      }
    }
    Set<String> flipped = new HashSet<>();
    String[] ids = new String[n];
    try {
      for (String name : clean.classes()) {
        Files.createDirectories(folder.resolve(name));
      }
      for (int i = 0; i < n; i++) {
        int step = how == Flips.UNIFORM ? 1 + random.nextInt(classes - 1) : away;
        int label = wrong.contains(i) ? (clean.label(i) + step) % classes : clean.label(i);
        Path from = Path.of(clean.id(i));
        String id =
            clean.classes().get(label)
                + "/"
                + clean.classes().get(clean.label(i))
                + "-"
                + from.getFileName();
        ids[i] = id;
        Files.copy(root.resolve(clean.id(i)), folder.resolve(id));
        if (wrong.contains(i)) {
          flipped.add(id);
        }
      }
      Set<List<String>> pairs = new HashSet<>();
      for (int i : random.ints(0, n).distinct().limit(Math.round(copies * n)).toArray()) {
        Path file =
            Spoiler.any(random)
                .write(clean.image(i), folder.resolve(stem(ids[i]) + "-copy"), random);
        String id = Path.of(ids[i]).getParent().getFileName() + "/" + file.getFileName();
        pairs.add(List.of(ids[i], id).stream().sorted().toList());
        if (flipped.contains(ids[i])) {
          flipped.add(id);
        }
      }
      return new PlantedFaults(folder, flipped, pairs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String stem(String id) {
    return id.substring(0, id.lastIndexOf('.'));
  }

  Score labels(Audit audit) {
    List<Finding> found = audit.findings(Finding.Kind.LABEL);
    long right = found.stream().filter(f -> flipped.contains(f.files().get(0))).count();
    return new Score(right, found.size(), flipped.size());
  }

  Score duplicates(Audit audit) {
    List<Finding> found = audit.findings(Finding.Kind.DUPLICATE);
    long right =
        found.stream().filter(f -> copies.contains(f.files().stream().sorted().toList())).count();
    return new Score(right, found.size(), copies.size());
  }

  /** What was found, of it what is right, and what there is. */
  record Score(long right, long found, long there) {
    double precision() {
      return found == 0 ? 1 : (double) right / found;
    }

    double recall() {
      return there == 0 ? 1 : (double) right / there;
    }

    Score plus(Score other) {
      return new Score(right + other.right, found + other.found, there + other.there);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "precision %.3f recall %.3f (%d of %d found, %d there)",
          precision(),
          recall(),
          right,
          found,
          there);
    }
  }
}
