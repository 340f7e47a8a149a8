package dev.graft.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;

/** What a figure holds, as a table: for kinds of trace that only plotly draws. */
final class TracesTable {
  private static final int ROWS = 12;
  private static final int[] COLUMNS = {40, 260, 420, 520, 660};

  private final Traces traces;

  TracesTable(Traces traces) {
    this.traces = traces;
  }

  void paint(Graphics2D graphics) {
    graphics.setColor(Style.INK);
    graphics.setFont(Style.bold(19));
    Panel.centre(graphics, traces.title(), Traces.WIDTH / 2.0, 32);
    graphics.setFont(Style.bold(16));
    row(graphics, List.of("trace", "kind", "values", "least", "most"), 80);
    graphics.draw(new Line2D.Double(40, 90, Traces.WIDTH - 40, 90));
    graphics.setFont(Style.font(16));
    List<Traces.Trace> shown = traces.all().stream().limit(ROWS).toList();
    for (int i = 0; i < shown.size(); i++) {
      row(graphics, cells(shown.get(i)), 116 + 26 * i);
    }
    graphics.setColor(Style.FAINT);
    String more = traces.all().size() > ROWS ? (traces.all().size() - ROWS) + " more traces; " : "";
    graphics.drawString(
        more + "drawn where plotly runs, such as in JupyterLab", 40, Traces.HEIGHT - 24);
  }

  private static void row(Graphics2D graphics, List<String> cells, int y) {
    for (int i = 0; i < cells.size(); i++) {
      graphics.drawString(cells.get(i), COLUMNS[i], y);
    }
  }

  private static List<String> cells(Traces.Trace trace) {
    JsonNode values =
        Stream.of("z", "y", "x", "values")
            .map(trace::values)
            .filter(array -> !array.isEmpty())
            .findFirst()
            .orElse(trace.values(""));
    DoubleSummaryStatistics numbers = new DoubleSummaryStatistics();
    collect(values, numbers);
    List<String> cells = new ArrayList<>(List.of(trace.name(), trace.kind()));
    cells.add(Integer.toString(values.size()));
    cells.add(numbers.getCount() == 0 ? "–" : Scale.label(numbers.getMin()));
    cells.add(numbers.getCount() == 0 ? "–" : Scale.label(numbers.getMax()));
    return cells;
  }

  private static void collect(JsonNode values, DoubleSummaryStatistics numbers) {
    for (JsonNode value : values) {
      if (value.isArray()) {
        collect(value, numbers);
      } else if (value.isNumber()) {
        numbers.accept(value.asDouble());
      }
    }
  }
}
