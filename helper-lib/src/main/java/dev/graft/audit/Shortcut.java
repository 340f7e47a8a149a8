package dev.graft.audit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A class that one can tell by a number that has nothing to do with what its photos show: each
 * photo is judged by the others whose number is near its own.
 *
 * @param by the number
 * @param area under the ROC curve, 0.5 for chance, 1 for certainty
 */
record Shortcut(String by, double area) {
  private static final int BINS = 12;
  private static final int LEAST = 10;

  /** From here on a number gives a class away. */
  private static final double GIVEN_AWAY = 0.95;

  private static final Map<String, ToDoubleFunction<Glance>> NUMBERS = new LinkedHashMap<>();

  static {
    NUMBERS.put("width", Glance::width);
    NUMBERS.put("height", Glance::height);
    NUMBERS.put("aspect", glance -> Math.rint(100.0 * glance.width() / glance.height()));
    NUMBERS.put("border", Glance::border);
    NUMBERS.put("brightness", Glance::brightness);
  }

  /** Finds the number that tells a class best, if one gives it away. */
  static Optional<Shortcut> of(List<Glance> glances, int[] labels, int label) {
    int members = (int) Arrays.stream(labels).filter(l -> l == label).count();
    if (members < LEAST || labels.length - members < LEAST) {
      return Optional.empty();
    }
    Shortcut best = new Shortcut("", 0);
    for (var number : NUMBERS.entrySet()) {
      double[] values = glances.stream().mapToDouble(number.getValue()).toArray();
      double area = area(values, labels, label);
      best = area > best.area ? new Shortcut(number.getKey(), area) : best;
    }
    return Optional.of(best).filter(found -> found.area >= GIVEN_AWAY);
  }

  /** How well the class is told by the share of it among the others near by. */
  static double area(double[] values, int[] labels, int label) {
    int[] bins = bins(values);
    int[] all = new int[values.length + 1];
    int[] own = new int[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      all[bins[i]]++;
      own[bins[i]] += labels[i] == label ? 1 : 0;
    }
    double[] shares = new double[values.length];
    double rate = (double) Arrays.stream(own).sum() / values.length;
    for (int i = 0; i < values.length; i++) {
      int self = labels[i] == label ? 1 : 0;
      shares[i] = (own[bins[i]] - self + rate) / (all[bins[i]] - 1 + 1);
    }
    return area(shares, IntStream.of(labels).mapToObj(l -> l == label).toList());
  }

  /** Equal values are in one bin, and each has about as many. */
  private static int[] bins(double[] values) {
    Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
    int[] bins = new int[values.length];
    int most = Math.max(2, values.length / BINS);
    int bin = 0;
    int begun = 0;
    for (int at = 0; at < order.length; ) {
      int end = at + 1;
      while (end < order.length && values[order[end]] == values[order[at]]) {
        end++;
      }
      boolean alone = end - at >= most;
      if (at > begun && (alone || end - begun > most)) {
        bin++;
        begun = at;
      }
      for (int k = at; k < end; k++) {
        bins[order[k]] = bin;
      }
      if (alone) {
        bin++;
        begun = end;
      }
      at = end;
    }
    return bins;
  }

  private static double area(double[] shares, List<Boolean> members) {
    Integer[] order = IntStream.range(0, shares.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Double.compare(shares[a], shares[b]));
    double above = 0;
    double others = 0;
    for (int at = 0; at < order.length; ) {
      int end = at;
      int own = 0;
      while (end < order.length && shares[order[end]] == shares[order[at]]) {
        own += members.get(order[end]) ? 1 : 0;
        end++;
      }
      int rest = end - at - own;
      above += own * (others + rest / 2.0);
      others += rest;
      at = end;
    }
    double inside = shares.length - others;
    return inside * others == 0 ? 0.5 : above / (inside * others);
  }
}
