package dev.graft.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes random generators from values, never from global state: FNV-1a over all the values' bits,
 * finished with Stafford's mix 13 (as {@code SplittableRandom} does), seeds a {@code
 * SplittableRandom}. Equal values give equal streams on every machine; streams of different values
 * are unrelated.
 */
public final class Randomness {
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Randomness() {}

  /**
   * Makes a generator.
   *
   * @param seed of the whole
   * @param values what is drawn, and its numbers
   * @return a stream of its own for these values
   */
  public static RandomGenerator of(long seed, Object... values) {
    long hash = add(FNV_BASIS, seed, 8);
    for (Object value : values) {
      if (value instanceof Number number) {
        hash = add(hash, number.longValue(), 8);
      } else {
        String text = value.toString();
        for (int i = 0; i < text.length(); i++) {
          hash = add(hash, text.charAt(i), 2);
        }
        hash = add(hash, text.length(), 4);
      }
    }
    return new SplittableRandom(mix(hash));
  }

  /** Shuffles in place (Fisher and Yates). */
  static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  private static long add(long hash, long bits, int bytes) {
    long sum = hash;
    for (int i = 0; i < bytes; i++) {
      sum = (sum ^ (bits >>> 8 * i & 0xff)) * FNV_PRIME;
    }
    return sum;
  }

  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
