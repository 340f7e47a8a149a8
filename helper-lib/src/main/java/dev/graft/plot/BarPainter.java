package dev.graft.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Bars upwards or to the right, beside one another, stacked, or one over the other. */
final class BarPainter {
  private static final double THICK = 0.8;

  /** A bar: its place among the names, its share of that place, and where it begins and ends. */
  private record Bar(Traces.Trace of, double at, double thick, double from, double to) {}

  private final boolean flat;
  private final Panel panel;
  private final List<Bar> bars = new ArrayList<>();

  BarPainter(Traces traces) {
    flat = traces.all().get(0).json().path("orientation").asText().equals("h");
    String place = flat ? "y" : "x";
    String height = flat ? "x" : "y";
    Values places = traces.along(place);
    Values heights = traces.along(height);
    double[][] at =
        traces.all().stream().map(t -> places.of(t.values(place))).toArray(double[][]::new);
    double[][] to =
        traces.all().stream().map(t -> heights.of(t.values(height))).toArray(double[][]::new);
    lay(traces, at, to, traces.layout().path("barmode").asText("group"));
    DoubleStream sides =
        bars.stream().flatMapToDouble(b -> DoubleStream.of(b.at - b.thick / 2, b.at + b.thick / 2));
    DoubleStream ends = bars.stream().flatMapToDouble(bar -> DoubleStream.of(bar.from, bar.to));
    Scale along = places.edges(sides, 0.02);
    Scale reach = heights.edges(ends, 0.05);
    panel = flat ? traces.panel(reach, along) : traces.panel(along, reach);
  }

  void paint(Graphics2D graphics) {
    panel.paint(graphics);
    for (Bar bar : bars) {
      graphics.setColor(bar.of.color());
      double low = bar.at - bar.thick / 2;
      double high = bar.at + bar.thick / 2;
      graphics.fill(flat ? box(bar.from, low, bar.to, high) : box(low, bar.from, high, bar.to));
    }
  }

  private void lay(Traces traces, double[][] at, double[][] to, String mode) {
    double step = closest(at);
    int count = at.length;
    double thick = THICK * step / (mode.equals("group") ? count : 1);
    List<Bar> below = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      double aside = mode.equals("group") ? (t - (count - 1) / 2.0) * thick : 0;
      for (int i = 0; i < Math.min(at[t].length, to[t].length); i++) {
        if (Double.isFinite(at[t][i] + to[t][i])) {
          double from = mode.equals("stack") ? top(below, at[t][i], Math.signum(to[t][i])) : 0;
          Traces.Trace trace = traces.all().get(t);
          bars.add(new Bar(trace, at[t][i] + aside, thick * 0.96, from, from + to[t][i]));
        }
      }
      below = List.copyOf(bars);
    }
  }

  /** What is above 0 is stacked upwards, what is below downwards. */
  private static double top(List<Bar> below, double at, double sign) {
    return below.stream()
            .filter(bar -> bar.at == at && Math.signum(bar.to - bar.from) == sign)
            .mapToDouble(bar -> sign * bar.to)
            .max()
            .orElse(0)
        * sign;
  }

  private static double closest(double[][] at) {
    double[] sorted =
        Arrays.stream(at)
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .distinct()
            .sorted()
            .toArray();
    double step = Double.POSITIVE_INFINITY;
    for (int i = 1; i < sorted.length; i++) {
      step = Math.min(step, sorted[i] - sorted[i - 1]);
    }
    return Double.isFinite(step) ? step : 1;
  }

  private Rectangle2D box(double x0, double y0, double x1, double y1) {
    Rectangle2D box = new Rectangle2D.Double();
    box.setFrameFromDiagonal(panel.px(x0), panel.py(y0), panel.px(x1), panel.py(y1));
    return box;
  }
}
