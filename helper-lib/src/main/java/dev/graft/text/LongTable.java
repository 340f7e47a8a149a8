package dev.graft.text;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers of 64 bits to numbers from 0 on. Where a key goes differs from table to table, so that
 * nobody can make a file whose keys all go to one place.
 */
final class LongTable {
  static final int NONE = -1;

  private final long seed = ThreadLocalRandom.current().nextLong();
  private long[] keys = new long[1024];
  private int[] values = filled(1024);
  private int size;

  private static int[] filled(int length) {
    int[] values = new int[length];
    Arrays.fill(values, NONE);
    return values;
  }

  int get(long key) {
    return values[place(key)];
  }

  /** Puts a value in the place of the one that was there. */
  void put(long key, int value) {
    int at = place(key);
    size += values[at] == NONE ? 1 : 0;
    keys[at] = key;
    values[at] = value;
    if (2 * size > keys.length) {
      grow();
    }
  }

  /** Where the key is, or the free place where it belongs. */
  private int place(long key) {
    int mask = keys.length - 1;
    int at = (int) mixed(key ^ seed) & mask;
    while (values[at] != NONE && keys[at] != key) {
      at = at + 1 & mask;
    }
    return at;
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every bit moves every other. */
  private static long mixed(long key) {
    long z = (key ^ key >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = filled(2 * oldKeys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != NONE) {
        int at = place(oldKeys[i]);
        keys[at] = oldKeys[i];
        values[at] = oldValues[i];
      }
    }
  }
}
