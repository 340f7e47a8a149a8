package dev.graft.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A figure that a reader made with Tablesaw, drawn from its traces. What no painter draws becomes a
 * table of its traces; plotly, where it runs, draws every kind.
 */
final class TracesFigure {
  private static final Map<String, Function<Traces, Consumer<Graphics2D>>> PAINTERS =
      Map.of(
          "scatter", traces -> new ScatterPainter(traces)::paint,
          "bar", traces -> new BarPainter(traces)::paint,
          "histogram", traces -> new HistogramPainter(traces)::paint,
          "box", traces -> new BoxPainter(traces)::paint,
          "pie", traces -> new PiePainter(traces)::paint);

  private TracesFigure() {}

  static Figure of(tech.tablesaw.plotly.components.Figure tablesaw) {
    Plotly plotly = Plotly.of(tablesaw);
    Traces traces = Traces.of(plotly);
    Map<String, Color> names = traces.legend();
    Consumer<Graphics2D> painter = painter(traces);
    Legend legend = new Legend(names, Legend.Key.BOX);
    Canvas canvas =
        names.isEmpty()
            ? Canvas.draw(Traces.WIDTH, Traces.HEIGHT, Canvas.SHARP, painter)
            : Canvas.above(legend, Traces.WIDTH, Traces.HEIGHT, painter);
    return Figure.chart(traces.text(), canvas, plotly);
  }

  /** Traces of several kinds, or on two axes, share no picture here. */
  private static Consumer<Graphics2D> painter(Traces traces) {
    List<String> kinds = traces.all().stream().map(Traces.Trace::kind).distinct().toList();
    boolean oneAxis =
        traces.all().stream().allMatch(t -> t.json().path("yaxis").asText("y").equals("y"));
    Function<Traces, Consumer<Graphics2D>> painter =
        kinds.size() == 1 && oneAxis ? PAINTERS.get(kinds.get(0)) : null;
    return painter == null ? new TracesTable(traces)::paint : painter.apply(traces);
  }
}
