package dev.graft.cache;

import dev.graft.data.ContentKey;
import dev.graft.graph.Graph;
import dev.graft.weights.GraftHome;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

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
  private static final String COMPUTATION = "graft pixels 3, export 2";

  private static final long GIGABYTE = 1_000_000_000L;

  private static final ThreadLocal<Boolean> OFF = ThreadLocal.withInitial(() -> false);

  private final CacheFiles files;

  private FeatureCache(Path folder, long bound, Optional<GraftHome> home) {
    this.files = new CacheFiles(folder, bound, home);
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

  /**
   * Does work on inputs that nobody has seen before: to look for them would cost and find nothing.
   * On this thread {@link #atHome} is turned off meanwhile, as a bound of 0 turns it off.
   *
   * @param work to be done
   * @param <T> what it gives
   * @return what it gives
   */
  public static <T> T without(Supplier<T> work) {
    boolean before = OFF.get();
    OFF.set(true);
    try {
      return work.get();
    } finally {
      OFF.set(before);
    }
  }

  static FeatureCache at(GraftHome home) {
    String gigabytes = OFF.get() ? "0" : home.variable("GRAFT_CACHE_GB").orElse("10");
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
    return files.bound();
  }

  /**
   * Opens the shelf of one frozen slice.
   *
   * @param slice from the image to the freeze boundary
   * @param weights that hold at least the slice's tensors
   * @param contract by which inputs are read: its text
   * @param runtime what computes the slice: name, version, device
   * @return the shelf; close it
   */
  public FeatureShelf shelf(Graph slice, StateDict weights, String contract, String runtime) {
    boolean single = slice.outputs().size() == 1;
    ContentKey key =
        ContentKey.of(
            COMPUTATION,
            slice.nodes() + (single ? "" : " gives " + slice.outputs()),
            weights.select(slice).sha256(),
            contract,
            runtime);
    String name = String.format(Locale.ROOT, "%016x%016x", key.a(), key.b());
    return new FeatureShelf(files, files.folder().resolve(name));
  }

  /**
   * Measures the cache.
   *
   * @return bytes in files
   */
  public long bytes() {
    return files.bytes();
  }

  /** Deletes every entry; what shelves have open stays readable to them. */
  public void clear() {
    files.clear();
  }
}
