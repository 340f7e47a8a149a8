package dev.graft.bench;

import java.util.List;
import java.util.Locale;

/** Figures as text: a line each, with how many times better Graft is. */
final class ResultTable {
  private static final String LINE = "%-36s %-22s %10s %23s  %-19s %8s  %s%n";
  private final List<Figure> figures;

  ResultTable(List<Figure> figures) {
    this.figures = figures;
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            LINE.formatted("case", "engine", "median", "range", "unit", "ratio", "note"));
    for (Figure figure : figures) {
      text.append(
          LINE.formatted(
                  figure.name(),
                  figure.engine(),
                  figure.series().map(s -> number(s.median())).orElse("absent"),
                  figure
                      .series()
                      .map(s -> number(s.minimum()) + " – " + number(s.maximum()))
                      .orElse(""),
                  figure.unit(),
                  ratio(figure),
                  figure.note())
              .replaceAll(" +\n", "\n"));
    }
    return text.append("ratio: how many times better the first Graft of the case is than this\n")
        .toString();
  }

  private String ratio(Figure figure) {
    return figures.stream()
        .filter(f -> f.name().equals(figure.name()) && f.unit() == figure.unit())
        .filter(f -> Engine.isGraft(f.engine()))
        .findFirst()
        .filter(graft -> !graft.equals(figure))
        .flatMap(graft -> graft.ratio(figure))
        .map(r -> String.format(Locale.ROOT, "%.2f ×", r))
        .orElse("");
  }

  private static String number(double value) {
    String format = Math.abs(value) >= 1000 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
