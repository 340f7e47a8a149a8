package dev.graft.cli;

import dev.graft.cache.FeatureCache;
import dev.graft.weights.GraftHome;
import java.util.List;

/**
 * Deletes what {@code doctor --clear} names, and says how much of the disk that gave back.
 *
 * @param home whose files
 * @param cache of features, which knows its own files
 */
record Clearing(GraftHome home, FeatureCache cache) {
  private static final String FEATURES = "features";

  /** All names are looked at before anything is deleted. */
  void clear(List<String> names) {
    List<Kept> all = Kept.all(home);
    List<Kept> chosen = names.stream().map(name -> named(name, all)).distinct().toList();
    chosen.forEach(this::clear);
  }

  private static Kept named(String name, List<Kept> all) {
    Kept kept =
        all.stream()
            .filter(one -> one.name().equals(name))
            .findAny()
            .orElseThrow(() -> new IllegalArgumentException(unknown(name, all)));
    if (!kept.clearable() && kept.bytes() > 0) {
      throw new IllegalArgumentException(
          name + " is not Graft's alone, so it is not deleted: " + kept.where());
    }
    return kept;
  }

  private static String unknown(String name, List<Kept> all) {
    List<String> known = all.stream().map(Kept::name).filter(one -> !one.equals("jars")).toList();
    return "no \"" + name + "\" to clear; there are " + String.join(", ", known);
  }

  private void clear(Kept kept) {
    long before = kept.bytes();
    if (kept.name().equals(FEATURES)) {
      cache.clear();
    } else {
      kept.clear();
    }
    long after = kept.bytes();
    System.out.printf(
        "%-16s %s of %s, %s%n",
        "cleared",
        DiskUse.megabytes(before - after),
        kept.name(),
        after > 0 ? DiskUse.megabytes(after) + " stay: " + kept.where() : kept.where());
  }
}
