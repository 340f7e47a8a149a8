package dev.graft.train;

import dev.graft.progress.Notice;
import dev.graft.weights.AtomicFile;
import dev.graft.weights.Destination;
import dev.graft.weights.Excerpt;
import dev.graft.weights.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The checkpoints of one run, numbered in the order in which they were made. For one thread, and
 * one process at a time.
 */
final class Journal {
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{6})\\.safetensors");
  private static final int MOST_SAID = 5;

  /** From so many words on, what differs is picked out. */
  private static final int WORDS = 8;

  private static final Pattern BETWEEN = Pattern.compile("[\\s,;\\[\\]]+");
  private static final int LONGEST_SAID = 2000;

  private final Checkpoints where;
  private final Map<String, String> identity;
  private int next = 1;
  private long saved = System.nanoTime();

  /**
   * @param identity what the run is, by name: a checkpoint with another one is of another run
   */
  Journal(Checkpoints where, Map<String, String> identity) {
    this.where = where;
    this.identity = new TreeMap<>(identity);
  }

  /**
   * Finds the newest intact snapshot of this run; says which ones are damaged.
   *
   * @return empty where the folder has none
   * @throws IllegalArgumentException when it is of another run; the text says what differs
   * @throws CheckpointException when there are checkpoints, but none is intact
   */
  Optional<Snapshot> latest() {
    list(AtomicFile::isDraft).forEach(Journal::delete);
    List<Path> files = list(Journal::isCheckpoint);
    if (!files.isEmpty()) {
      next = number(files.get(files.size() - 1)) + 1;
    }
    List<String> damaged = new ArrayList<>();
    for (int i = files.size() - 1; i >= 0; i--) {
      try {
        CheckpointFile read = CheckpointFile.read(files.get(i));
        damaged.forEach(Notice::warn);
        requireSame(read.identity());
        return Optional.of(read.snapshot());
      } catch (CheckpointException | WeightsException | UncheckedIOException e) {
        damaged.add("%s is damaged: %s".formatted(files.get(i).getFileName(), e.getMessage()));
      }
    }
    if (!damaged.isEmpty()) {
      throw new CheckpointException(
          "no intact checkpoint in %s: %s; delete the folder to train from the beginning"
              .formatted(
                  where.folder(),
                  String.join("; ", damaged.subList(0, Math.min(damaged.size(), MOST_SAID)))));
    }
    return Optional.empty();
  }

  private void requireSame(Map<String, String> theirs) {
    String differences =
        identity.keySet().stream()
            .filter(name -> !identity.get(name).equals(theirs.get(name)))
            .map(name -> difference(name, identity.get(name), theirs.get(name)))
            .collect(Collectors.joining("; "));
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "the checkpoints in %s are of another run: %s; train as then, or choose a new folder"
              .formatted(where.folder(), differences));
    }
  }

  /** Of two long texts of as many words, as plans are, only the words that differ. */
  private static String difference(String name, String now, String then) {
    List<String> is = words(now);
    List<String> was = words(then == null ? "" : then);
    if (is.size() < WORDS || is.size() != was.size()) {
      return "%s is %s, was %s".formatted(name, now, shown(then));
    }
    return IntStream.range(0, is.size())
        .filter(i -> !is.get(i).equals(was.get(i)))
        .limit(MOST_SAID)
        .mapToObj(i -> "%s, was %s".formatted(is.get(i), shown(was.get(i))))
        .collect(Collectors.joining("; ", name + ": ", ""));
  }

  private static List<String> words(String text) {
    return BETWEEN.splitAsStream(text).toList();
  }

  private static String shown(String value) {
    return Excerpt.of(value == null ? "not said" : value, LONGEST_SAID);
  }

  /** Tells whether the last checkpoint is long ago. */
  boolean due() {
    return System.nanoTime() - saved >= where.every().toNanos();
  }

  /** Saves a snapshot. Where that fails, training goes on, and no earlier checkpoint is lost. */
  void save(Snapshot snapshot) {
    try {
      Destination.folder(where.folder());
      Path file =
          where.folder().resolve(String.format(Locale.ROOT, "checkpoint-%06d.safetensors", next));
      new CheckpointFile(identity, snapshot).write(file);
      next++;
      prune();
    } catch (IOException | UncheckedIOException e) {
      Notice.warn("checkpoint not saved, the one before it stays: " + e.getMessage());
    }
    saved = System.nanoTime();
  }

  private void prune() {
    List<Path> files = list(Journal::isCheckpoint);
    files.subList(0, Math.max(0, files.size() - where.keep())).forEach(Journal::delete);
  }

  private List<Path> list(Predicate<Path> kind) {
    if (!Files.isDirectory(where.folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(where.folder())) {
      return files
          .filter(Files::isRegularFile)
          .filter(kind)
          .sorted(Comparator.comparing(Path::getFileName))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + where.folder(), e);
    }
  }

  private static boolean isCheckpoint(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }

  private static int number(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // one checkpoint more than asked for does no harm
    }
  }
}
