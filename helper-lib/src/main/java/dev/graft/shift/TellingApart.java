package dev.graft.shift;

import dev.graft.evaluate.Features;
import dev.graft.evaluate.LinearProbe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How well a linear classifier tells two sets of features apart that it has not seen: half of the
 * time where they are of one kind (Ben-David et al. 2007, section 4: the proxy of the A-distance).
 * As many are taken of both, so that guessing gains nothing.
 */
final class TellingApart {
  private static final int MOST = 500;

  /** By the spread of features; measured on photographs, paintings and cartoons. */
  private static final double STRENGTH = 1.6;

  private TellingApart() {}

  /**
   * @return how many are right, of how many
   */
  static int[] of(float[][] known, float[][] now) {
    int each = Math.min(MOST, Math.min(known.length, now.length));
    List<float[]> rows = new ArrayList<>(some(known, each, 1));
    rows.addAll(some(now, each, 2));
    int[] labels = IntStream.range(0, 2 * each).map(i -> i / each).toArray();
    List<String> ids = IntStream.range(0, 2 * each).mapToObj(String::valueOf).toList();
    float[][] all = rows.toArray(float[][]::new);
    var features = new Features(List.of("known", "new"), ids, labels, all);
    double unit = STRENGTH / Moments.of(all).spread();
    double right =
        LinearProbe.logistic().strengths(unit / 10, unit).solve(features).tried().stream()
            .mapToDouble(tried -> tried.accuracy())
            .max()
            .orElseThrow();
    return new int[] {(int) Math.round(right * 2 * each), 2 * each};
  }

  private static List<float[]> some(float[][] rows, int count, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows.length).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order.subList(0, count).stream().map(i -> rows[i]).toList();
  }
}
