package dev.graft.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** How many values lie in each of some even bins whose edges are round numbers. */
final class HistogramPainter {
  private static final int MOST = 60;

  /** So many whole numbers have a bin each. */
  private static final int FEW = 24;

  private final Traces traces;
  private final double[][] values;
  private final double first;
  private final double step;
  private final double[][] heights;
  private final Panel panel;

  HistogramPainter(Traces traces) {
    this.traces = traces;
    Values across = traces.along("x");
    values =
        traces.all().stream()
            .map(t -> Arrays.stream(across.of(t.values("x"))).filter(Double::isFinite).toArray())
            .toArray(double[][]::new);
    double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
    double low = Arrays.stream(all).min().orElse(0);
    double high = Arrays.stream(all).max().orElse(1);
    boolean whole = Arrays.stream(all).allMatch(v -> v == Math.rint(v));
    int asked = traces.all().get(0).json().path("nbinsx").asInt();
    int bins =
        asked > 0 ? asked : Math.max(1, Math.min(MOST, (int) Math.ceil(2 * Math.cbrt(all.length))));
    step = asked == 0 && whole && high - low < FEW ? 1 : step((high - low) / bins, whole);
    first = Math.floor(low / step + 1e-9) * step - (whole ? 0.5 : 0);
    int count = (int) Math.floor((high - first) / step + 1e-9) + 1;
    heights = Arrays.stream(values).map(v -> heights(v, count)).toArray(double[][]::new);
    DoubleStream edges = DoubleStream.of(first, first + count * step);
    double most = Arrays.stream(heights).flatMapToDouble(Arrays::stream).max().orElse(1);
    panel =
        traces.panel(
            across.edges(edges, 0.02), Values.of(List.of()).edges(DoubleStream.of(0, most), 0.05));
  }

  void paint(Graphics2D graphics) {
    panel.paint(graphics);
    for (int t = 0; t < heights.length; t++) {
      graphics.setColor(Panel.pale(traces.all().get(t).color(), heights.length > 1 ? 140 : 255));
      for (int bin = 0; bin < heights[t].length; bin++) {
        double left = panel.px(first + bin * step);
        double right = panel.px(first + (bin + 1) * step);
        double top = panel.py(heights[t][bin]);
        graphics.fill(new Rectangle2D.Double(left + 0.5, top, right - left - 1, panel.py(0) - top));
      }
    }
  }

  /** The next of 1, 2, 5, 10 …; whole numbers share no bin by halves. */
  private static double step(double rough, boolean whole) {
    double least = whole ? Math.max(1, rough) : Math.max(rough, 1e-12);
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    return DoubleStream.of(1, 2, 5, 10)
        .map(factor -> factor * power)
        .filter(size -> size >= least * 0.999)
        .min()
        .orElse(least);
  }

  private double[] heights(double[] of, int count) {
    double[] heights = new double[count];
    for (double value : of) {
      int bin = (int) Math.floor((value - first) / step + 1e-9);
      heights[Math.max(0, Math.min(count - 1, bin))]++;
    }
    return heights;
  }
}
