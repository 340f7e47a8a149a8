package dev.graft.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Whether evaluations are of the same images and classes, so that they may be held together. */
final class SameImages {
  private SameImages() {}

  /**
   * @param what one of them is called
   * @throws IllegalArgumentException if one is of others than the first
   */
  static void check(List<Evaluation> all, String what) {
    Evaluation first = all.get(0);
    for (int m = 1; m < all.size(); m++) {
      Evaluation other = all.get(m);
      if (!other.classes().equals(first.classes())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%1$s %2$d is of the classes %3$s, %1$s 1 of %4$s",
                what,
                m + 1,
                other.classes(),
                first.classes()));
      }
      if (!other.ids().equals(first.ids())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%1$s %2$d was evaluated on other images than %1$s 1; evaluate all on the"
                    + " same set",
                what,
                m + 1));
      }
      if (!Arrays.equals(other.labels(), first.labels())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%1$s %2$d has other labels than %1$s 1; evaluate all on the same set",
                what,
                m + 1));
      }
    }
  }
}
