package dev.graft.bench;

import java.util.List;
import java.util.Optional;

/**
 * One engine's figure in one case, or why there is none.
 *
 * @param name of the case
 * @param engine that was measured
 * @param unit and direction
 * @param series of the repetitions; empty where the engine is absent
 * @param note what must be known to read it: a nearest network, a layout, or why it is absent
 */
record Figure(String name, String engine, Unit unit, Optional<Series> series, String note) {
  static Figure of(String name, String engine, Unit unit, Series series, String note) {
    return new Figure(name, engine, unit, Optional.of(series), note);
  }

  static Figure absent(String name, String engine, Unit unit, String why) {
    return new Figure(name, engine, unit, Optional.empty(), why);
  }

  /** How many times better this is than another figure of the same case. */
  Optional<Double> ratio(Figure other) {
    if (series.isEmpty() || other.series().isEmpty()) {
      return Optional.empty();
    }
    double mine = series.get().median();
    double theirs = other.series().get().median();
    double ratio = unit.moreIsBetter() ? mine / theirs : theirs / mine;
    return Double.isFinite(ratio) ? Optional.of(ratio) : Optional.empty();
  }

  /** Puts the runs of one case and engine together; those that have no value count not. */
  static Figure together(List<Figure> seeds) {
    Figure first = seeds.get(0);
    List<Double> values =
        seeds.stream().flatMap(f -> f.series().stream()).flatMap(s -> s.values().stream()).toList();
    return values.isEmpty()
        ? first
        : Figure.of(first.name(), first.engine(), first.unit(), new Series(values), first.note());
  }
}
