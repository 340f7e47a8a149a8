package dev.graft.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Puts marks into their canonical order, however many stand behind one letter: the JDK takes as
 * many steps as their number squared.
 */
final class Marks {
  /** As {@code 300-314:e6}: the canonical combining class of a range. */
  private static final byte[] CLASSES = classes();

  private Marks() {}

  private static byte[] classes() {
    byte[] classes = new byte[0x20000];
    for (String range : CodePoints.recorded("class")) {
      String[] parts = range.split("[-:]");
      int first = Integer.parseInt(parts[0], 16);
      int last = Integer.parseInt(parts[parts.length - 2], 16);
      byte order = (byte) Integer.parseInt(parts[parts.length - 1], 16);
      Arrays.fill(classes, first, last + 1, order);
    }
    return classes;
  }

  private static int order(int point) {
    return point < CLASSES.length ? CLASSES[point] & 0xff : 0;
  }

  /**
   * Decomposes.
   *
   * @param form NFD or NFKD
   */
  static String ordered(String text, Form form) {
    int[] points =
        text.codePoints()
            .mapToObj(c -> Normalizer.normalize(Character.toString(c), form))
            .flatMapToInt(String::codePoints)
            .toArray();
    var out = new StringBuilder(points.length);
    for (int from = 0, to; from < points.length; from = to) {
      to = from + 1;
      while (to < points.length && order(points[from]) > 0 && order(points[to]) > 0) {
        to++;
      }
      Arrays.stream(points, from, to)
          .boxed()
          .sorted(Comparator.comparing(Marks::order))
          .forEach(out::appendCodePoint);
    }
    return out.toString();
  }
}
