package dev.graft.cache;

import dev.graft.data.ImageKey;
import dev.graft.graph.Graph;
import dev.graft.weights.AtomicFile;
import dev.graft.weights.Destination;
import dev.graft.weights.GraftHome;
import dev.graft.weights.InputContract;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What frozen layers made of images, kept in files: a folder for each frozen slice with its weights
 * and preprocessing, in it segments that are published whole and never changed.
 *
 * <p>An entry is found by the content of its image and the augmentation it was seen through, so no
 * change of an image, a weight or an option is ever answered with what was computed before it; each
 * entry carries a checksum. Kernels may share the cache without locks. When the bound is reached,
 * the segments go first that were not opened for longest.
 */
public final class FeatureCache {
  /** Changes when the same image, contract, layers and weights would give other features. */
  private static final String COMPUTATION = "graft pixels 3, export 1";

  private static final Pattern SHELF = Pattern.compile("[0-9a-f]{32}");
  private static final long GIGABYTE = 1_000_000_000L;
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private final Path folder;
  private final long bound;
  private final Optional<GraftHome> home;

  private FeatureCache(Path folder, long bound, Optional<GraftHome> home) {
    if (bound < 0) {
      throw new IllegalArgumentException("cache bound is " + bound + " bytes, must be 0 or more");
    }
    this.folder = folder;
    this.bound = bound;
    this.home = home;
  }

  /**
   * Opens the cache of this user: {@code features} in {@code GRAFT_HOME}, at most {@code
   * GRAFT_CACHE_GB} gigabytes, 10 if that is not set; 0 turns it off.
   *
   * @return the cache; its folder is made at the first write
   */
  public static FeatureCache atHome() {
    return at(GraftHome.ofThisProcess());
  }

  static FeatureCache at(GraftHome home) {
    String gigabytes = home.variable("GRAFT_CACHE_GB").orElse("10");
    try {
      long bound = (long) (Double.parseDouble(gigabytes) * GIGABYTE);
      return new FeatureCache(home.features(), bound, Optional.of(home));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "GRAFT_CACHE_GB is \"" + gigabytes + "\", must be a number of gigabytes, 0 or more", e);
    }
  }

  /**
   * Opens a cache.
   *
   * @param folder of it
   * @param bound bytes at most
   * @return the cache; its folder is made at the first write
   */
  public static FeatureCache in(Path folder, long bound) {
    return new FeatureCache(folder, bound, Optional.empty());
  }

  /**
   * Tells how large the cache may become.
   *
   * @return bytes
   */
  public long bound() {
    return bound;
  }

  /**
   * Opens the shelf of one frozen slice.
   *
   * @param slice from the image to the freeze boundary
   * @param weights that hold at least the slice's tensors
   * @param contract by which images are read
   * @param runtime what computes the slice: name, version, device
   * @return the shelf; close it
   */
  public FeatureShelf shelf(
      Graph slice, StateDict weights, InputContract contract, String runtime) {
    ImageKey key =
        ImageKey.of(
            COMPUTATION,
            slice.nodes().toString(),
            weights.select(slice).sha256(),
            contract.toString(),
            runtime);
    String name = String.format(Locale.ROOT, "%016x%016x", key.a(), key.b());
    int floats = Math.toIntExact(slice.outputShape().size());
    return new FeatureShelf(this, folder.resolve(name), floats);
  }

  /**
   * Measures the cache.
   *
   * @return bytes in files
   */
  public long bytes() {
    return all().stream().mapToLong(FeatureCache::length).sum();
  }

  /** Deletes every entry; what shelves have open stays readable to them. */
  public void clear() {
    all().forEach(this::discard);
  }

  List<Path> segments(Path shelf) {
    return list(shelf).filter(FeatureCache::isSegment).sorted().toList();
  }

  /** Lists what the cache has written: a link that leads elsewhere, and what lies there, is not. */
  private List<Path> all() {
    return list(folder)
        .filter(shelf -> SHELF.matcher(shelf.getFileName().toString()).matches())
        .filter(shelf -> Files.isDirectory(shelf, LinkOption.NOFOLLOW_LINKS))
        .flatMap(FeatureCache::list)
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
  Segment publish(Path shelf, SegmentDraft draft, int floats) {
    try {
      makeRoom(draft.bytes());
      if (home.isPresent()) {
        home.get().make(folder);
      }
      Destination.folder(shelf.getParent());
      Destination.folder(shelf);
      Path file = shelf.resolve(UUID.randomUUID() + ".features");
      AtomicFile.write(file, draft::writeTo);
      return Segment.open(file, floats);
    } catch (IOException | UncheckedIOException e) {
      if (SAID.compareAndSet(false, true)) {
        System.out.println("features are cached in memory only: " + e.getMessage());
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
