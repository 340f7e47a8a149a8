package dev.graft.plot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.AbstractTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Turns Tablesaw's traces and layout into JSON for plotly.js 3.
 *
 * <p>Tablesaw writes JavaScript for plotly.js 1: {@code var layout = {title: 'x', …};}. Read
 * leniently it is JSON; titles, which plotly.js 3 wants as objects, and the style are added here.
 */
final class Plotly {
  private static final JsonMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .build();

  private final ObjectNode root = LENIENT.createObjectNode();
  private final ObjectNode layout;

  private Plotly(Layout tablesaw) {
    layout = read(tablesaw.asJavascript());
    layout.remove("titlefont");
    wrapTitle(layout);
    layout.fieldNames().forEachRemaining(name -> dress(layout.get(name), name));
    layout.put("paper_bgcolor", "white").put("plot_bgcolor", "white");
    layout.putObject("font").put("size", 15).put("color", Style.hex(Style.INK));
    layout.put("autosize", true).remove("width");
    root.putArray("data");
    root.set("layout", layout);
  }

  static Plotly of(Layout layout, List<? extends AbstractTrace> traces) {
    Plotly plotly = new Plotly(layout);
    for (AbstractTrace trace : traces) {
      ObjectNode json = read(trace.asJavascript(plotly.data().size()));
      if (json.has("opacity")) {
        json.put("opacity", json.get("opacity").asDouble());
      }
      json.put("name", json.path("name").asText().replace("&quot;", "\""));
      if (trace instanceof ScatterTrace) {
        unquote(json, "x");
      }
      if (!(trace instanceof HeatmapTrace)) {
        unquote(json, "y");
      }
      plotly.data().add(json);
    }
    return plotly;
  }

  /** Takes a figure that somebody else made, with whatever traces it has. */
  static Plotly of(tech.tablesaw.plotly.components.Figure tablesaw) {
    Layout layout = tablesaw.getLayout();
    Plotly plotly = new Plotly(layout == null ? Layout.builder().build() : layout);
    PlotlyTidy.layout(plotly.layout);
    Trace[] traces = tablesaw.getTraces();
    for (int i = 0; traces != null && i < traces.length; i++) {
      plotly.data().add(PlotlyTidy.trace(read(traces[i].asJavascript(i))));
    }
    return plotly;
  }

  /** Opens what Tablesaw has no word for. */
  ObjectNode layout() {
    return layout;
  }

  /** Appends a trace that Tablesaw cannot write. */
  ObjectNode add(String type, String name) {
    return data().addObject().put("type", type).put("name", name);
  }

  static void numbers(ObjectNode owner, String field, double... values) {
    ArrayNode array = owner.putArray(field);
    for (double value : values) {
      array.add(value);
    }
  }

  int traces() {
    return data().size();
  }

  ObjectNode trace(int index) {
    return (ObjectNode) data().get(index);
  }

  String json() {
    return root.toString();
  }

  private ArrayNode data() {
    return (ArrayNode) root.get("data");
  }

  private static void dress(JsonNode node, String name) {
    if (name.matches("[xy]axis\\d*")) {
      ObjectNode axis = (ObjectNode) node;
      wrapTitle(axis);
      axis.remove("titlefont");
      axis.put("gridcolor", Style.hex(Style.GRID)).put("zeroline", false);
      axis.put("automargin", true);
    }
  }

  /** Tablesaw quotes numbers. */
  private static void unquote(ObjectNode trace, String field) {
    ArrayNode numbers = LENIENT.createArrayNode();
    trace.get(field).forEach(value -> numbers.add(value.asDouble()));
    trace.set(field, numbers);
  }

  private static void wrapTitle(ObjectNode owner) {
    JsonNode title = owner.remove("title");
    if (title != null) {
      owner.putObject("title").put("text", title.asText());
    }
  }

  private static ObjectNode read(String javascript) {
    String object = javascript.substring(javascript.indexOf('{'), javascript.lastIndexOf('}') + 1);
    try {
      ObjectNode node = (ObjectNode) LENIENT.readTree(object);
      return node;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("tablesaw wrote a figure that is no JSON", e);
    }
  }
}
