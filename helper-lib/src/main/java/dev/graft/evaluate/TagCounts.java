package dev.graft.evaluate;

import java.util.Arrays;
import java.util.Collection;

/**
 * How often a tag is given rightly; a share of nothing is 0.
 *
 * @param hits inputs that have it and are given it
 * @param given inputs that are given it
 * @param support inputs that have it
 */
record TagCounts(long hits, long given, long support) {
  static final TagCounts NONE = new TagCounts(0, 0, 0);

  TagCounts add(boolean has, boolean isGiven) {
    return new TagCounts(
        hits + (has && isGiven ? 1 : 0), given + (isGiven ? 1 : 0), support + (has ? 1 : 0));
  }

  double precision() {
    return share(hits, given);
  }

  double recall() {
    return share(hits, support);
  }

  double f1() {
    return share(2 * hits, given + support);
  }

  /** Tells whether there is anything to count. */
  boolean occurs() {
    return given + support > 0;
  }

  /** Counts all tags as if they were one. */
  static TagCounts sum(Collection<TagCounts> all) {
    return all.stream()
        .reduce(
            NONE,
            (a, b) -> new TagCounts(a.hits + b.hits, a.given + b.given, a.support + b.support));
  }

  /** Gives each tag that occurs the same weight. */
  static double macroF1(Collection<TagCounts> all) {
    return all.stream().filter(TagCounts::occurs).mapToDouble(TagCounts::f1).average().orElse(0);
  }

  /** Counts each tag of some inputs. */
  static TagCounts[] none(int tags) {
    TagCounts[] counts = new TagCounts[tags];
    Arrays.fill(counts, NONE);
    return counts;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
