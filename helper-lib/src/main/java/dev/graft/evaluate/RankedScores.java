package dev.graft.evaluate;

import java.util.Arrays;
import java.util.Optional;

/**
 * The scores of one tag or class, the surest input first: what each cut between them makes of the
 * tag.
 */
final class RankedScores {
  /** The order of a score above the lowest bit, which says whether the tag is there. */
  private final long[] keys;

  private final int support;

  RankedScores(float[] scores, boolean[] there) {
    keys = new long[scores.length];
    int count = 0;
    for (int i = 0; i < keys.length; i++) {
      keys[i] = order(scores[i]) << 1 | (there[i] ? 1 : 0);
      count += there[i] ? 1 : 0;
    }
    Arrays.sort(keys);
    support = count;
  }

  /** Orders as the values do; both zeros are one. */
  private static long order(float score) {
    return turned(Float.floatToIntBits(score + 0f));
  }

  private static float score(long key) {
    return Float.intBitsToFloat(turned((int) (key >> 1)));
  }

  /** The bits of negative floats fall where their values rise; turned twice, they are as before. */
  private static int turned(int bits) {
    return bits ^ bits >> 31 & Integer.MAX_VALUE;
  }

  /** Computes the logistic function of a logit. */
  static double probability(float logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  int support() {
    return support;
  }

  /** What is taken from one score up. */
  private interface Cut {
    /**
     * @param taken inputs of this score or a higher one
     * @param hits those of them that have the tag
     * @param place of the lowest of them among the keys
     */
    void at(int taken, int hits, int place);
  }

  private void forEach(Cut cut) {
    int hits = 0;
    for (int place = keys.length - 1; place >= 0; place--) {
      hits += (int) (keys[place] & 1);
      if (place == 0 || keys[place - 1] >> 1 < keys[place] >> 1) {
        cut.at(keys.length - place, hits, place);
      }
    }
  }

  /** Sums precision over steps of recall; no number where no input has the tag. */
  double averagePrecision() {
    double[] sum = {0};
    int[] before = {0};
    forEach(
        (taken, hits, place) -> {
          sum[0] += (double) (hits - before[0]) / support * hits / taken;
          before[0] = hits;
        });
    return support == 0 ? Double.NaN : sum[0];
  }

  /**
   * Computes how probable it is that an input with the tag has a higher score than one without it,
   * equal ones counted by half: the area under the curve of the receiver operating characteristic
   * (Hanley and McNeil 1982); no number where all have the tag or none.
   */
  double areaUnderRoc() {
    double[] area = {0};
    int[] before = {0, 0};
    forEach(
        (taken, hits, place) -> {
          int without = taken - hits - before[1];
          area[0] += without * (before[0] + hits) / 2.0;
          before[0] = hits;
          before[1] = taken - hits;
        });
    double pairs = (double) support * (keys.length - support);
    return pairs == 0 ? Double.NaN : area[0] / pairs;
  }

  /**
   * Finds from which probability on taking the tag gives the highest F1, the highest of equal ones:
   * in the middle between the last score taken and the next one.
   */
  Optional<Double> bestThreshold() {
    double[] best = {0, 0};
    forEach(
        (taken, hits, place) -> {
          double f1 = 2.0 * hits / (taken + support);
          if (f1 > best[0]) {
            double last = probability(score(keys[place]));
            double next = place == 0 ? 0 : probability(score(keys[place - 1]));
            double middle = (last + next) / 2;
            best[0] = f1;
            best[1] = middle > next ? middle : last;
          }
        });
    return support == 0 ? Optional.empty() : Optional.of(best[1]);
  }
}
