package dev.graft.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Does something for each of some numbers, on all cores. What is thrown is the first one's own
 * exception: a parallel stream throws a copy, whose message begins with the name of its class.
 */
final class AllCores {
  private AllCores() {}

  static void forEach(int count, IntConsumer each) {
    RuntimeException[] failures = new RuntimeException[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              try {
                each.accept(i);
              } catch (RuntimeException e) {
                failures[i] = e;
              }
            });
    Arrays.stream(failures)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }
}
