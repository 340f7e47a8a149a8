package dev.graft.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.evaluate.Evaluation;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;

/** How right a model is beside how sure it is, and how often it is so sure. */
final class ReliabilityFigure {
  private static final int BINS = 15;
  private static final int WIDTH = 540;
  private static final int HEIGHT = 430;
  private static final double BIN = 100.0 / BINS;
  private static final String SURE = "confidence (%)";
  private static final String RIGHT = "images right";
  private static final String CONFIDENCE = "mean confidence";

  private final String title;
  private final double[] from;
  private final double[] confidence;
  private final double[] accuracy;
  private final double[] share;

  private ReliabilityFigure(Evaluation evaluation) {
    Table bins = evaluation.reliability(BINS);
    from = percent(bins, "from", 1);
    confidence = percent(bins, "confidence", 1);
    accuracy = percent(bins, "accuracy", 1);
    share = percent(bins, "images", evaluation.size());
    title =
        String.format(
            Locale.ROOT, "Reliability: calibration error %.4f", evaluation.calibrationError(BINS));
  }

  private static double[] percent(Table table, String column, double whole) {
    double[] values = table.numberColumn(column).asDoubleArray();
    return Arrays.stream(values).map(value -> 100 * value / whole).toArray();
  }

  static Figure of(Evaluation evaluation) {
    ReliabilityFigure figure = new ReliabilityFigure(evaluation);
    Map<String, Color> colors = new LinkedHashMap<>();
    colors.put(RIGHT, Style.BLUE);
    colors.put(CONFIDENCE, Style.VERMILLION);
    Legend legend = new Legend(colors, Legend.Key.BOX);
    Canvas canvas = Canvas.above(legend, 2 * WIDTH, HEIGHT, figure::paint);
    String text =
        String.format(Locale.ROOT, "%s; accuracy %.4f", figure.title, evaluation.accuracy());
    return Figure.chart(text, canvas, figure.plotly());
  }

  private void paint(Graphics2D graphics) {
    Scale whole = Scale.between(0, 100);
    Panel left = new Panel(title, SURE, "right (%)", whole, whole, WIDTH, HEIGHT);
    left.paint(graphics);
    bars(graphics, left, accuracy, Style.BLUE);
    graphics.setColor(Style.FAINT);
    graphics.setStroke(
        new BasicStroke(
            1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0));
    graphics.draw(new Line2D.Double(left.px(0), left.py(0), left.px(100), left.py(100)));
    graphics.setColor(Style.VERMILLION);
    graphics.setStroke(new BasicStroke(5, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    for (int bin = 0; bin < from.length; bin++) {
      double at = left.py(confidence[bin]);
      graphics.draw(
          new Line2D.Double(left.px(from[bin]) + 1, at, left.px(from[bin] + BIN) - 1, at));
    }
    graphics.translate(WIDTH, 0);
    double most = Arrays.stream(share).max().orElseThrow();
    Scale up = Scale.between(0, most * 1.08);
    Panel right = new Panel("Answers by confidence", SURE, "answers (%)", whole, up, WIDTH, HEIGHT);
    right.paint(graphics);
    bars(graphics, right, share, Style.FAINT);
    graphics.translate(-WIDTH, 0);
  }

  private void bars(Graphics2D graphics, Panel panel, double[] values, Color color) {
    graphics.setColor(color);
    for (int bin = 0; bin < from.length; bin++) {
      double x = panel.px(from[bin]) + 1;
      double top = panel.py(values[bin]);
      double width = panel.px(from[bin] + BIN) - 1 - x;
      graphics.fill(new Rectangle2D.Double(x, top, width, panel.py(0) - top));
    }
  }

  private Plotly plotly() {
    Layout layout =
        Layout.builder()
            .title(title)
            .height(HEIGHT)
            .xAxis(Axis.builder().title(SURE).build())
            .yAxis(Axis.builder().title("right (%)").build())
            .build();
    Plotly plotly = Plotly.of(layout, List.of());
    bars(plotly, RIGHT, accuracy, Style.BLUE);
    ObjectNode sure = plotly.add("scatter", CONFIDENCE).put("mode", "markers");
    Plotly.numbers(sure, "x", middles());
    Plotly.numbers(sure, "y", confidence);
    sure.putObject("marker")
        .put("color", Style.hex(Style.VERMILLION))
        .put("symbol", "line-ew-open")
        .put("size", 16)
        .putObject("line")
        .put("width", 4);
    bars(plotly, "images", share, Style.FAINT).put("showlegend", false);
    Plotly.numbers(plotly.layout().withObject("/xaxis"), "range", 0, 100);
    PlotlyPanels.split(plotly, List.of("right (%)", "answers (%)"), 2);
    Plotly.numbers(plotly.layout().withObject("/yaxis"), "range", 0, 100);
    ObjectNode diagonal = plotly.layout().putArray("shapes").addObject().put("type", "line");
    diagonal.put("x0", 0).put("y0", 0).put("x1", 100).put("y1", 100);
    diagonal.putObject("line").put("color", Style.hex(Style.FAINT)).put("dash", "dash");
    return plotly;
  }

  private ObjectNode bars(Plotly plotly, String name, double[] values, Color color) {
    ObjectNode bars = plotly.add("bar", name).put("width", BIN);
    Plotly.numbers(bars, "x", middles());
    Plotly.numbers(bars, "y", values);
    bars.putObject("marker").put("color", Style.hex(color));
    return bars;
  }

  private double[] middles() {
    return Arrays.stream(from).map(low -> low + BIN / 2).toArray();
  }
}
