package dev.graft.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Two panels side by side and dashed verticals: what plotly has and Tablesaw's layout lacks. */
final class PlotlyPanels {
  private PlotlyPanels() {}

  /** Moves the traces from {@code firstRight} on into a second panel. */
  static void split(Plotly plotly, String xTitle, String yTitle, int firstRight) {
    ObjectNode layout = plotly.layout();
    ObjectNode left = (ObjectNode) layout.get("xaxis");
    ObjectNode right = left.deepCopy();
    left.putArray("domain").add(0).add(0.45);
    right.putArray("domain").add(0.55).add(1);
    right.put("anchor", "y2").putObject("title").put("text", xTitle);
    ObjectNode y = layout.get("yaxis").deepCopy();
    y.put("anchor", "x2").putObject("title").put("text", yTitle);
    layout.set("xaxis2", right);
    layout.set("yaxis2", y);
    for (int i = firstRight; i < plotly.traces(); i++) {
      plotly.trace(i).put("xaxis", "x2").put("yaxis", "y2");
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
