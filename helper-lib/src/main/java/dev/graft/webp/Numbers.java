package dev.graft.webp;

import java.util.Arrays;

/** Tables of numbers, written as the specifications print them. */
final class Numbers {
  private Numbers() {}

  static int[] of(String table) {
    return Arrays.stream(table.strip().split("\\s+")).mapToInt(Integer::parseInt).toArray();
  }
}
