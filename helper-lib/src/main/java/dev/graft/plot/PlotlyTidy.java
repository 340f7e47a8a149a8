package dev.graft.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts right what Tablesaw writes: numbers in quotes, {@code NaN} and {@code "null"} for what is
 * missing, names escaped as if for HTML, and bins that are switched off though none are given.
 */
final class PlotlyTidy {
  private static final List<String> VALUES = List.of("x", "y", "z", "values");
  private static final int COLORS = 7;

  private PlotlyTidy() {}

  static void layout(ObjectNode layout) {
    ArrayNode colors = layout.putArray("colorway");
    IntStream.range(0, COLORS).forEach(i -> colors.add(Style.hex(Style.color(i))));
    List.of("", "/xaxis", "/yaxis").forEach(owner -> unescape(layout.at(owner + "/title"), "text"));
  }

  static ObjectNode trace(ObjectNode trace) {
    VALUES.stream().filter(trace::has).forEach(field -> trace.set(field, plain(trace.get(field))));
    if (trace.has("opacity")) {
      trace.put("opacity", trace.get("opacity").asDouble());
    }
    if (trace.has("visible")) {
      trace.put("visible", !trace.get("visible").asText().equals("false"));
    }
    if (trace.path("nbinsx").asInt() == 0) {
      trace.remove(List.of("nbinsx", "autobinx"));
    }
    if (trace.path("nbinsy").asInt() == 0) {
      trace.remove(List.of("nbinsy", "autobiny"));
    }
    unescape(trace, "name");
    return trace;
  }

  /** Words stay words if one of them is no number. */
  private static JsonNode plain(JsonNode values) {
    if (!(values instanceof ArrayNode array)) {
      return values;
    }
    boolean numbers = true;
    for (JsonNode value : array) {
      numbers &= value.isNumber() || missing(value) || number(value.asText());
    }
    ArrayNode plain = array.arrayNode(array.size());
    for (JsonNode value : array) {
      if (value.isArray()) {
        plain.add(plain(value));
      } else if (missing(value)) {
        plain.addNull();
      } else if (numbers) {
        plain.add(value.asDouble());
      } else {
        plain.add(value);
      }
    }
    return plain;
  }

  private static boolean missing(JsonNode value) {
    return value.isNull()
        || value.isNumber() && !Double.isFinite(value.asDouble())
        || value.isTextual() && List.of("NaN", "null", "").contains(value.asText());
  }

  private static boolean number(String text) {
    return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  }

  private static void unescape(JsonNode owner, String field) {
    if (owner instanceof ObjectNode object && object.path(field).isTextual()) {
      String text = object.get(field).asText();
      text = text.replace("&#39;", "'").replace("&quot;", "\"").replace("&lt;", "<");
      object.put(field, text.replace("&gt;", ">").replace("&amp;", "&"));
    }
  }
}
