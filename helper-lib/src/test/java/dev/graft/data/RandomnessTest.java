package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The streams that recorded runs were drawn from, computed apart in Python from the published
 * constants: FNV-1a of the bytes, lowest first, and Stafford's mix 13 of that; from there on it is
 * splitmix64.
 */
class RandomnessTest {
  @ParameterizedTest
  @CsvSource({
    "0, 9325cd99035e9105, cf9c3b556119810c",
    "1, 36f883275e6a0d84, d577cc04a45ad7c9",
    "-1, 8bcb48c407841920, 4743f8197a6a5827"
  })
  void aSeedIsHashedAsEightBytes(long seed, String first, String second) {
    assertStream(first, second, Randomness.of(seed));
  }

  /** Two bytes a character and four of the length; a number is eight, of whatever type. */
  @Test
  void namesAreHashedWithTheirLengthAndNumbersAsEightBytes() {
    assertStream("077ab47ab6f87002", "b6d6eb57b3456cff", Randomness.of(1, "batches", 3));
    assertStream("077ab47ab6f87002", "b6d6eb57b3456cff", Randomness.of(1, "batches", 3L));
    assertStream("10add168fe345f37", "a1a18ac2865bac1a", Randomness.of(1, "é€", -5));
  }

  private static void assertStream(String first, String second, RandomGenerator random) {
    assertEquals(first, "%016x".formatted(random.nextLong()));
    assertEquals(second, "%016x".formatted(random.nextLong()));
  }

  /** Always with the first: 1 2 3 4, then 4 2 3 1, then 3 2 4 1, then 2 3 4 1. */
  @Test
  void shufflesFromTheLastDownAsFisherAndYates() {
    AtomicInteger draws = new AtomicInteger();
    int[] values = {1, 2, 3, 4};
    Randomness.shuffle(values, first(draws));
    assertArrayEquals(new int[] {2, 3, 4, 1}, values);
    assertEquals(3, draws.get(), "the last one has no other place");
  }

  private static RandomGenerator first(AtomicInteger draws) {
    return () -> {
      draws.incrementAndGet();
      return 0;
    };
  }
}
