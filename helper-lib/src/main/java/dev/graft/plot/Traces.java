package dev.graft.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A figure as Tablesaw wrote it for plotly, read in order to be drawn here.
 *
 * @param layout titles, axes and what to do with bars that meet
 * @param all of its traces, in order
 */
record Traces(JsonNode layout, List<Trace> all) {
  static final int WIDTH = 820;
  static final int HEIGHT = 480;

  /**
   * One set of values and how it is drawn.
   *
   * @param json as plotly takes it
   * @param name in the legend
   * @param color of its own, else the next of the palette
   */
  record Trace(JsonNode json, String name, Color color) {
    String kind() {
      return json.path("type").asText("scatter");
    }

    /** Values of a field, an empty list where it has none. */
    JsonNode values(String field) {
      JsonNode values = json.path(field);
      return values.isArray() ? values : JsonNodeFactory.instance.arrayNode();
    }
  }

  static Traces of(Plotly plotly) {
    List<Trace> all = new ArrayList<>();
    for (int i = 0; i < plotly.traces(); i++) {
      JsonNode json = plotly.trace(i);
      all.add(new Trace(json, json.path("name").asText(), color(json, i)));
    }
    return new Traces(plotly.layout(), List.copyOf(all));
  }

  String title() {
    return layout.at("/title/text").asText();
  }

  boolean logarithmic(String axis) {
    return layout.path(axis).path("type").asText().equals("log");
  }

  /** Where the values of all traces lie along an axis. */
  Values along(String field) {
    return Values.of(all.stream().map(trace -> trace.values(field)).toList());
  }

  Panel panel(Scale x, Scale y) {
    String across = layout.at("/xaxis/title/text").asText();
    String up = layout.at("/yaxis/title/text").asText();
    return new Panel(title(), across, up, x, y, WIDTH, HEIGHT).fitted();
  }

  /** Names and colours beneath the plot, as many as fit; none where one trace has no name. */
  Map<String, Color> legend() {
    Map<String, Color> colors = new LinkedHashMap<>();
    int room = WIDTH - 80;
    for (Trace trace : all) {
      room -= Style.width(trace.name()) + 70;
      if (!trace.name().isEmpty() && room > 0) {
        colors.put(trace.name(), trace.color());
      }
    }
    return all.size() > 1 ? colors : Map.of();
  }

  String text() {
    String traces =
        all.stream().limit(8).map(Traces::text).collect(Collectors.joining("; "))
            + (all.size() > 8 ? "; and " + (all.size() - 8) + " more" : "");
    return Stream.of(title(), traces)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(": "));
  }

  private static String text(Trace trace) {
    int count =
        Stream.of("x", "y", "values").mapToInt(name -> trace.values(name).size()).max().orElse(0);
    String name = trace.name().isEmpty() ? "" : " " + trace.name();
    return trace.kind() + name + " of " + count + " values";
  }

  /** Only a colour written as {@code #rrggbb} is read. */
  private static Color color(JsonNode json, int index) {
    String color = json.at("/marker/color").asText(json.at("/line/color").asText());
    return color.matches("#[0-9A-Fa-f]{6}") ? Color.decode(color) : Style.color(index);
  }
}
