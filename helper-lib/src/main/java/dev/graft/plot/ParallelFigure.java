package dev.graft.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Layout;

/** The rows of a table as lines across one axis a column. */
final class ParallelFigure {
  private static final double SPAN = 100;
  private static final int HEIGHT = 500;

  /** Darker is more, so that it can be read without colour too. */
  private static final Color[] SHADES = {
    new Color(0xD0D5D9), Style.SKY, Style.BLUE, new Color(0x00263D)
  };

  private final String title;
  private final String text;
  private final Rows rows;
  private final List<ParallelAxis> axes = new ArrayList<>();
  private final ParallelAxis last;

  private ParallelFigure(Table table, String colour) {
    List<String> columns = new ArrayList<>(table.columnNames());
    String last = table.column(colour).name();
    columns.remove(last);
    columns.add(last);
    rows = new Rows(table, columns);
    columns.forEach(column -> axes.add(axis(column)));
    this.last = axes.get(axes.size() - 1);
    title = "%s of %s, by %s".formatted(rows.counted(), table.name(), last);
    text = title + ": " + String.join(", ", columns) + rows.without();
  }

  static Figure of(Table table, String colour) {
    ParallelFigure figure = new ParallelFigure(table, colour);
    int width = Math.max(700, Math.min(1200, 180 * figure.axes.size()));
    var painter =
        new ParallelPainter(
            figure.title, figure.axes, figure.order(), figure::color, width, HEIGHT);
    Canvas canvas = Canvas.draw(width, HEIGHT, Canvas.SHARP, painter::paint);
    return Figure.chart(figure.text, canvas, figure.plotly());
  }

  private ParallelAxis axis(String column) {
    if (rows.numeric(column)) {
      double[] values = rows.numbers(column);
      return new ParallelAxis(column, values, Scale.of(values, SPAN, 0));
    }
    List<String> names = rows.names(column);
    List<String> distinct = names.stream().distinct().toList();
    double[] values = names.stream().mapToDouble(distinct::indexOf).toArray();
    return new ParallelAxis(column, values, Scale.names(distinct));
  }

  /** The highest come last and lie on top. */
  private int[] order() {
    return IntStream.range(0, rows.count())
        .boxed()
        .sorted(Comparator.comparingDouble(row -> last.values()[row]))
        .mapToInt(row -> row)
        .toArray();
  }

  private boolean shaded() {
    return rows.numeric(last.name());
  }

  private Color color(int row) {
    return shaded()
        ? shade(last.scale().at(last.values()[row]))
        : Style.color((int) last.values()[row]);
  }

  private static Color shade(double share) {
    double at = Math.max(0, Math.min(1, share)) * (SHADES.length - 1);
    int below = Math.min(SHADES.length - 2, (int) at);
    float[] from = SHADES[below].getRGBColorComponents(null);
    float[] to = SHADES[below + 1].getRGBColorComponents(null);
    float part = (float) (at - below);
    return new Color(
        from[0] + part * (to[0] - from[0]),
        from[1] + part * (to[1] - from[1]),
        from[2] + part * (to[2] - from[2]));
  }

  private Plotly plotly() {
    Layout layout = Layout.builder().title(title).height(HEIGHT).build();
    Plotly plotly = Plotly.of(layout, List.of());
    ObjectNode trace = plotly.add("parcoords", title);
    ArrayNode dimensions = trace.putArray("dimensions");
    for (ParallelAxis axis : axes) {
      Scale scale = axis.scale();
      ObjectNode dimension = dimensions.addObject().put("label", axis.name());
      Plotly.numbers(dimension, "values", scale.coordinates(axis.values()));
      Plotly.numbers(dimension, "range", scale.low(), scale.high());
      Plotly.numbers(dimension, "tickvals", scale.coordinates(scale.ticks()));
      scale.labels().forEach(dimension.putArray("ticktext")::add);
    }
    ObjectNode line = trace.putObject("line");
    Plotly.numbers(line, "color", last.scale().coordinates(last.values()));
    if (shaded()) {
      line.put("cmin", last.scale().low()).put("cmax", last.scale().high());
      ArrayNode scale = line.putArray("colorscale");
      for (int i = 0; i < SHADES.length; i++) {
        scale.addArray().add(i / (SHADES.length - 1.0)).add(Style.hex(SHADES[i]));
      }
    } else {
      steps(line, last.scale().labels().size());
    }
    return plotly;
  }

  /** One even stretch of the scale a name. */
  private static void steps(ObjectNode line, int names) {
    line.put("cmin", -0.5).put("cmax", names - 0.5);
    ArrayNode scale = line.putArray("colorscale");
    for (int i = 0; i < names; i++) {
      scale.addArray().add((double) i / names).add(Style.hex(Style.color(i)));
      scale.addArray().add((i + 1.0) / names).add(Style.hex(Style.color(i)));
    }
  }
}
