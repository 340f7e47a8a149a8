package dev.graft.text;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The ids around every text.
 *
 * @param before as [CLS]
 * @param after as [SEP]
 */
record Frame(int[] before, int[] after) {
  static final Frame NONE = new Frame(new int[0], new int[0]);

  int size() {
    return before.length + after.length;
  }

  IntStream ids() {
    return IntStream.concat(Arrays.stream(before), Arrays.stream(after));
  }

  /** Puts another frame around this one. */
  Frame in(Frame outer) {
    return new Frame(joined(outer.before, before), joined(after, outer.after));
  }

  private static int[] joined(int[] first, int[] second) {
    int[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  Tokens around(Ids ids, int longest) {
    int most = Math.max(0, longest - size());
    return new Tokens(ids.between(before, after, most), Math.max(0, ids.size() - most));
  }
}
