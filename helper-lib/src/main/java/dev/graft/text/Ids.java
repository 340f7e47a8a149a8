package dev.graft.text;

import java.util.Arrays;

/** Ids in the order they are found; grows as it needs. */
final class Ids {
  private int[] ids = new int[64];
  private int size;

  void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
  }

  int size() {
    return size;
  }

  /** Takes back all but the first. */
  void shorten(int left) {
    size = left;
  }

  /** The first {@code most} between those that stand around every text. */
  int[] between(int[] before, int[] after, int most) {
    int inner = Math.min(size, most);
    int[] all = Arrays.copyOf(before, before.length + inner + after.length);
    System.arraycopy(ids, 0, all, before.length, inner);
    System.arraycopy(after, 0, all, before.length + inner, after.length);
    return all;
  }
}
