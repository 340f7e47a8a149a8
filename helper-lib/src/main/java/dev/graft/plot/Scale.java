package dev.graft.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lays values out along an axis.
 *
 * @param logarithmic whether equal ratios are equally long
 * @param low end, in logarithms to base ten where it is logarithmic
 * @param high other end
 * @param ticks values that are labelled
 * @param labels one a tick
 */
record Scale(boolean logarithmic, double low, double high, double[] ticks, List<String> labels) {
  private static final int FEW = 6;
  private static final double APART = 0.075;

  /** Is logarithmic where all values are above 0 and span more than so many times the least. */
  static Scale of(double[] values, double span, double margin) {
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    boolean logarithmic = least > 0 && most > span * least;
    double from = logarithmic ? Math.log10(least) : least;
    double to = logarithmic ? Math.log10(most) : most;
    double room = to > from ? margin * (to - from) : Math.max(Math.abs(from) * 0.1, 1e-9);
    Scale bare = new Scale(logarithmic, from - room, to + room, new double[0], List.of());
    return bare.ticked(bare.ticksFor(Arrays.stream(values).distinct().sorted().toArray()));
  }

  /** From one value to another, whatever the data. */
  static Scale between(double low, double high) {
    Scale bare = new Scale(false, low, high, new double[0], List.of());
    return bare.ticked(bare.even());
  }

  /** From one value to another, labelled at whole numbers only. */
  static Scale whole(double low, double high) {
    Scale bare = between(low, high);
    return bare.ticked(
        Arrays.stream(bare.ticks).filter(t -> Math.abs(t - Math.rint(t)) < 1e-9).toArray());
  }

  /** Value i is the i-th name, the first at the low end. */
  static Scale names(List<String> names) {
    double room = names.size() == 1 ? 1 : 0;
    double[] ticks = IntStream.range(0, names.size()).asDoubleStream().toArray();
    return new Scale(false, -room, names.size() - 1 + room, ticks, names);
  }

  private Scale ticked(double[] ticks) {
    List<String> labels = Arrays.stream(ticks).mapToObj(Scale::label).toList();
    return new Scale(logarithmic, low, high, ticks, labels);
  }

  double coordinate(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  double[] coordinates(double[] values) {
    return Arrays.stream(values).map(this::coordinate).toArray();
  }

  /** Where a value lies: 0 at the low end, 1 at the high end. */
  double at(double value) {
    return (coordinate(value) - low) / (high - low);
  }

  /** A few values are their own ticks, if the labels have room. */
  private double[] ticksFor(double[] distinct) {
    boolean room =
        IntStream.range(1, distinct.length)
            .allMatch(i -> at(distinct[i]) - at(distinct[i - 1]) > APART);
    if (distinct.length <= FEW && room) {
      return distinct;
    }
    return logarithmic ? decades() : even();
  }

  private double[] even() {
    double rough = (high - low) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        DoubleStream.of(1, 2, 5, 10)
            .map(f -> f * power)
            .filter(s -> s >= rough * 0.999)
            .min()
            .orElse(rough);
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    return IntStream.rangeClosed(0, (int) (last - first))
        .mapToDouble(i -> (first + i) * step)
        .toArray();
  }

  private double[] decades() {
    double[] within = high - low > 3 ? new double[] {1} : new double[] {1, 2, 5};
    return IntStream.rangeClosed((int) Math.floor(low), (int) Math.floor(high))
        .mapToObj(power -> DoubleStream.of(within).map(f -> f * Math.pow(10, power)))
        .flatMapToDouble(stream -> stream)
        .filter(tick -> at(tick) > -1e-9 && at(tick) < 1 + 1e-9)
        .toArray();
  }

  static String label(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    int power = rounded.precision() - rounded.scale() - 1;
    if (rounded.signum() == 0 || (power >= -3 && power < 6)) {
      return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
    return rounded.movePointLeft(power).stripTrailingZeros().toPlainString() + "e" + power;
  }
}
