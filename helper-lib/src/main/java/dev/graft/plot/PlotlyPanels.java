package dev.graft.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Panels side by side and dashed verticals: what plotly has and Tablesaw's layout lacks. */
final class PlotlyPanels {
  /** Share of the width between two panels. */
  private static final double GAP = 0.1;

  private PlotlyPanels() {}

  /**
   * Parts the traces into panels.
   *
   * @param yTitles one a panel
   * @param starts index of the first trace of each panel but the first
   */
  static void split(Plotly plotly, List<String> yTitles, int... starts) {
    int panels = yTitles.size();
    ObjectNode layout = plotly.layout();
    ObjectNode x = layout.withObject("/xaxis").deepCopy();
    ObjectNode y = layout.withObject("/yaxis").deepCopy();
    double width = panels == 1 ? 1 : (1 - GAP * (panels - 1)) / panels;
    for (int panel = 0; panel < panels; panel++) {
      String suffix = panel == 0 ? "" : Integer.toString(panel + 1);
      ObjectNode across = x.deepCopy();
      double left = panel * (width + GAP);
      across.putArray("domain").add(left).add(left + width);
      across.put("anchor", "y" + suffix);
      ObjectNode up = y.deepCopy();
      up.put("anchor", "x" + suffix).putObject("title").put("text", yTitles.get(panel));
      layout.set("xaxis" + suffix, across);
      layout.set("yaxis" + suffix, up);
      int end = panel < starts.length ? starts[panel] : plotly.traces();
      for (int i = panel == 0 ? end : starts[panel - 1]; i < end; i++) {
        plotly.trace(i).put("xaxis", "x" + suffix).put("yaxis", "y" + suffix);
      }
    }
  }

  static void verticals(Plotly plotly, int panels, double... positions) {
    ArrayNode shapes = plotly.layout().putArray("shapes");
    for (int panel = 1; panel <= panels; panel++) {
      String suffix = panel == 1 ? "" : Integer.toString(panel);
      for (double x : positions) {
        ObjectNode shape = shapes.addObject().put("type", "line").put("x0", x).put("x1", x);
        shape.put("y0", 0).put("y1", 1).put("xref", "x" + suffix);
        shape.put("yref", "y" + suffix + " domain");
        shape.putObject("line").put("color", Style.hex(Style.FAINT)).put("dash", "dash");
      }
    }
  }
}
