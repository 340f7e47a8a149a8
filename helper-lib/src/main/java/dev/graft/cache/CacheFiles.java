package dev.graft.cache;

import dev.graft.progress.Notice;
import dev.graft.weights.AtomicFile;
import dev.graft.weights.Destination;
import dev.graft.weights.GraftHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a cache: a folder of shelves, each a folder of segments that are published whole.
 * When the bound is reached, those go first that were not opened for longest.
 *
 * @param folder of the shelves; made at the first write
 * @param bound bytes at most, 0 or more
 * @param home whose folder it is, if it is a user's
 */
record CacheFiles(Path folder, long bound, Optional<GraftHome> home) {
  private static final Pattern SHELF = Pattern.compile("[0-9a-f]{32}");
  private static final AtomicBoolean SAID = new AtomicBoolean();

  CacheFiles {
    if (bound < 0) {
      throw new IllegalArgumentException("cache bound is " + bound + " bytes, must be 0 or more");
    }
  }

  long bytes() {
    return all().stream().mapToLong(CacheFiles::length).sum();
  }

  /** Deletes every entry; what shelves have open stays readable to them. */
  void clear() {
    all().forEach(this::discard);
  }

  List<Path> segments(Path shelf) {
    return list(shelf).filter(CacheFiles::isSegment).sorted().toList();
  }

  /** Lists what the cache has written: a link that leads elsewhere, and what lies there, is not. */
  private List<Path> all() {
    return list(folder)
        .filter(shelf -> SHELF.matcher(shelf.getFileName().toString()).matches())
        .filter(shelf -> Files.isDirectory(shelf, LinkOption.NOFOLLOW_LINKS))
        .flatMap(CacheFiles::list)
        .filter(file -> isSegment(file) || isDraft(file))
        .toList();
  }

  private static boolean isSegment(Path file) {
    return file.getFileName().toString().endsWith(".features") && isPlain(file);
  }

  private static boolean isDraft(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(".part") && isPlain(file);
  }

  /** A pipe would be waited for. */
  private static boolean isPlain(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException notThere) {
      return Stream.empty();
    }
  }

  /** Writes a segment; where that fails its entries stay in memory, said once. */
  Segment publish(Path shelf, SegmentDraft draft) {
    try {
      makeRoom(draft.bytes());
      if (home.isPresent()) {
        home.get().make(folder);
      }
      Destination.folder(shelf.getParent());
      Destination.folder(shelf);
      Path file = shelf.resolve(UUID.randomUUID() + ".features");
      AtomicFile.write(file, draft::writeTo);
      return Segment.open(file);
    } catch (IOException | UncheckedIOException e) {
      if (SAID.compareAndSet(false, true)) {
        Notice.warn("features are cached in memory only: " + e.getMessage());
      }
      return draft.inMemory();
    }
  }

  private void makeRoom(long bytes) {
    long over = bytes() + bytes - bound;
    for (Path oldest : byAge()) {
      if (over <= 0) {
        return;
      }
      over -= length(oldest);
      discard(oldest);
    }
  }

  private List<Path> byAge() {
    // asked once each: another kernel may touch a file while they are sorted
    record Aged(Path file, FileTime time) {}
    return all().stream()
        .map(file -> new Aged(file, time(file)))
        .sorted(Comparator.comparing(Aged::time))
        .map(Aged::file)
        .toList();
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0; // another kernel has deleted it
    }
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }

  /** Marks a segment as used now. */
  void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // another kernel has deleted it, or the folder is read-only
    }
  }

  void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // another kernel maps it, where the system forbids to delete such a file
    }
  }
}
