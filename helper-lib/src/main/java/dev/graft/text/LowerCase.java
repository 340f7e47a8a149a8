package dev.graft.text;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lower case, code point by code point: Σ is σ at a word's end too, as in the reference, whose
 * table is of Unicode 17.
 */
final class LowerCase {
  /** {@code 41-5a+20} adds 20 to each of a range, {@code 100-12e/2+1} 1 to every second. */
  private static final Pattern RANGE =
      Pattern.compile("(\\p{XDigit}+)(?:-(\\p{XDigit}+))?(/2)?([+-]\\p{XDigit}+)");

  /** I with a dot above is the one that becomes two: i and a combining dot. */
  private static final int DOTTED = 0x130;

  private static final int[] FIRST;
  private static final int[] LAST;
  private static final int[] STEP;
  private static final int[] SHIFT;

  static {
    String[] ranges = CodePoints.recorded("lower");
    FIRST = new int[ranges.length];
    LAST = new int[ranges.length];
    STEP = new int[ranges.length];
    SHIFT = new int[ranges.length];
    for (int i = 0; i < ranges.length; i++) {
      Matcher range = RANGE.matcher(ranges[i]);
      if (!range.matches()) {
        throw new IllegalStateException("no range: " + ranges[i]);
      }
      FIRST[i] = Integer.parseInt(range.group(1), 16);
      LAST[i] = range.group(2) == null ? FIRST[i] : Integer.parseInt(range.group(2), 16);
      STEP[i] = range.group(3) == null ? 1 : 2;
      SHIFT[i] = Integer.parseInt(range.group(4), 16);
    }
  }

  private LowerCase() {}

  static boolean changes(int point) {
    return point == DOTTED || shift(point) != 0;
  }

  static void write(int point, StringBuilder out) {
    if (point == DOTTED) {
      out.append("i\u0307");
    } else {
      out.appendCodePoint(point + shift(point));
    }
  }

  private static int shift(int point) {
    if (point < 0x80) {
      return point >= 'A' && point <= 'Z' ? 'a' - 'A' : 0;
    }
    int found = Arrays.binarySearch(FIRST, point);
    int at = found >= 0 ? found : -found - 2;
    boolean inside = point <= LAST[at] && (point - FIRST[at]) % STEP[at] == 0;
    return inside ? SHIFT[at] : 0;
  }
}
