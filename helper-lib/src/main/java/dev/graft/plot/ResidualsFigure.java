package dev.graft.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.evaluate.Regression;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;

/** What a model says of a number beside what it should say: on the diagonal it is right. */
final class ResidualsFigure {
  private static final int SIDE = 480;
  private static final double DOT = 8;
  private static final String EXPECTED = "expected";
  private static final String GIVEN = "given";

  private final String title;
  private final String text;
  private final String name;
  private final double[] expected;
  private final double[] given;
  private final double low;
  private final double high;

  private ResidualsFigure(Regression regression, String name) {
    this.name = name;
    Table table = regression.residuals(name);
    expected = table.doubleColumn(EXPECTED).asDoubleArray();
    given = table.doubleColumn(GIVEN).asDoubleArray();
    double least =
        DoubleStream.concat(DoubleStream.of(expected), DoubleStream.of(given)).min().orElse(0);
    double most =
        DoubleStream.concat(DoubleStream.of(expected), DoubleStream.of(given)).max().orElse(1);
    double room = most > least ? 0.04 * (most - least) : 1;
    low = least - room;
    high = most + room;
    title = String.format(Locale.ROOT, "%s: R² %.3f", name, regression.rSquared(name));
    text =
        String.format(
            Locale.ROOT, "%s, off by %.3g on average", title, regression.meanAbsoluteError(name));
  }

  static Figure of(Regression regression, String name) {
    ResidualsFigure figure = new ResidualsFigure(regression, name);
    Canvas canvas = Canvas.draw(SIDE, SIDE, Canvas.SHARP, figure::paint);
    return Figure.chart(figure.text, canvas, figure.plotly());
  }

  private void paint(Graphics2D graphics) {
    Scale scale = Scale.between(low, high);
    String[] axes = {name + ", expected", name + ", given"};
    Panel panel = new Panel(title, axes[0], axes[1], scale, scale, SIDE, SIDE);
    panel.paint(graphics);
    graphics.setColor(Style.FAINT);
    graphics.setStroke(
        new BasicStroke(
            1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0));
    graphics.draw(new Line2D.Double(panel.px(low), panel.py(low), panel.px(high), panel.py(high)));
    graphics.setColor(Style.BLUE);
    for (int i = 0; i < expected.length; i++) {
      double x = panel.px(expected[i]) - DOT / 2;
      graphics.fill(new Ellipse2D.Double(x, panel.py(given[i]) - DOT / 2, DOT, DOT));
    }
  }

  private Plotly plotly() {
    Layout layout =
        Layout.builder()
            .title(title)
            .height(SIDE)
            .xAxis(Axis.builder().title(name + ", expected").build())
            .yAxis(Axis.builder().title(name + ", given").build())
            .build();
    Plotly plotly = Plotly.of(layout, List.of());
    ObjectNode dots = plotly.add("scatter", name).put("mode", "markers");
    Plotly.numbers(dots, "x", expected);
    Plotly.numbers(dots, "y", given);
    dots.putObject("marker").put("color", Style.hex(Style.BLUE)).put("size", DOT);
    ObjectNode diagonal = plotly.layout().putArray("shapes").addObject().put("type", "line");
    diagonal.put("x0", low).put("y0", low).put("x1", high).put("y1", high);
    diagonal.putObject("line").put("color", Style.hex(Style.FAINT)).put("dash", "dash");
    return plotly;
  }
}
