package dev.graft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.infer.Quantization;
import dev.graft.infer.Quantization.Range;
import dev.graft.train.Int8Cost;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How a frozen part computes in whole numbers, within {@code model.json}. */
final class Int8Json {
  /** The field of {@code model.json}. */
  static final String KEY = "int8";

  private static final int MOST_VALUES = 20_000;
  private static final int LONGEST_NAME = 1_000;

  private Int8Json() {}

  static void write(Int8Body body, ObjectNode json) {
    Quantization its = body.quantization();
    ArrayNode ranges = json.putArray("ranges");
    its.ranges()
        .forEach(
            (value, range) ->
                ranges
                    .addObject()
                    .put("value", value)
                    .put("low", range.low())
                    .put("high", range.high()));
    its.layers().forEach(json.putArray("layers")::add);
    its.products().forEach(json.putArray("products")::add);
    its.floats().forEach(json.putArray("floats")::add);
    json.put("decibels", its.decibels());
    body.cost()
        .filter(cost -> Double.isFinite(cost.int8()) && Double.isFinite(cost.whole()))
        .ifPresent(
            cost ->
                json.putObject("cost")
                    .put("figure", cost.figure())
                    .put("int8", cost.int8())
                    .put("float", cost.whole())
                    .put("examples", cost.examples()));
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when a range is none, or a layer is not the graph's or learns
   */
  static Int8Body read(Fields json, Graph graph, Set<String> frozen) {
    Set<String> nodes = graph.nodes().stream().map(Node::name).collect(Collectors.toSet());
    Set<String> layers = new TreeSet<>(json.texts("layers", nodes.size()));
    for (String layer : layers) {
      if (!nodes.contains(layer) || !frozen.contains(layer)) {
        throw new IllegalArgumentException(
            "int8 has " + Excerpt.quoted(layer) + ", which is no frozen layer of " + graph.name());
      }
    }
    Map<String, Range> ranges = new LinkedHashMap<>();
    for (Fields range : json.objects("ranges", MOST_VALUES)) {
      ranges.put(name(range.text("value")), new Range(real(range, "low"), real(range, "high")));
    }
    var quantization =
        new Quantization(
            ranges,
            layers,
            names(json, "products"),
            names(json, "floats"),
            json.number("decibels"));
    return new Int8Body(
        quantization, json.has("cost") ? Optional.of(cost(json.object("cost"))) : Optional.empty());
  }

  private static Int8Cost cost(Fields json) {
    return new Int8Cost(
        name(json.text("figure")),
        json.number("int8"),
        json.number("float"),
        json.whole("examples", 1, Integer.MAX_VALUE));
  }

  private static Set<String> names(Fields json, String key) {
    List<String> names = json.texts(key, MOST_VALUES);
    names.forEach(Int8Json::name);
    return new TreeSet<>(names);
  }

  private static String name(String name) {
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "int8 has a name of %d characters, at most %d can be read: %s",
              name.length(),
              LONGEST_NAME,
              Excerpt.quoted(name)));
    }
    return name;
  }

  private static float real(Fields range, String key) {
    JsonNode written = range.json().path(key);
    range.number(key);
    return written.floatValue();
  }
}
