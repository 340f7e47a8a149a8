package dev.graft.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Writes histories so that every bit comes back, of no number and infinity too. */
final class HistoryJson {
  private static final int MOST_EPOCHS = 100_000;

  private HistoryJson() {}

  static ObjectNode write(History history, ObjectMapper mapper) {
    ObjectNode json = mapper.createObjectNode();
    json.put("engine", history.engine()).put("device", history.device());
    json.put("seed", history.seed()).put("ending", history.ending());
    json.set("epochs", write(history.epochs(), mapper));
    return json;
  }

  static History read(Fields history) {
    return new History(
        epochs(history),
        history.text("engine"),
        history.text("device"),
        history.whole("seed"),
        history.text("ending"));
  }

  static ArrayNode write(List<History.Epoch> epochs, ObjectMapper mapper) {
    ArrayNode rows = mapper.createArrayNode();
    for (History.Epoch e : epochs) {
      ObjectNode figures =
          rows.addObject().put("number", e.number()).put("stage", e.stage()).putObject("figures");
      e.figures().forEach((name, value) -> figures.put(name, Double.toString(value)));
    }
    return rows;
  }

  static List<History.Epoch> epochs(Fields of) {
    List<History.Epoch> epochs = new ArrayList<>();
    for (JsonNode row : of.list("epochs", MOST_EPOCHS)) {
      epochs.add(row.isArray() ? unnamed(row) : named(row));
    }
    return epochs;
  }

  private static History.Epoch named(JsonNode row) {
    JsonNode figures = row.path("figures");
    if (figures.size() > Figures.MOST) {
      throw new IllegalArgumentException(
          "an epoch has " + figures.size() + " figures, at most " + Figures.MOST);
    }
    Map<String, Double> values = new LinkedHashMap<>();
    figures.properties().forEach(f -> values.put(f.getKey(), Fields.real(f.getValue())));
    if (!values.keySet().containsAll(Figures.COMMON)) {
      throw new IllegalArgumentException(
          "an epoch has %s; must have %s"
              .formatted(
                  Excerpt.listed(List.copyOf(values.keySet())), String.join(", ", Figures.COMMON)));
    }
    return new History.Epoch(count(row.path("number")), count(row.path("stage")), values);
  }

  /** As checkpoints had them before figures had names. */
  private static History.Epoch unnamed(JsonNode row) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < Figures.ALWAYS.size(); i++) {
      values.put(Figures.ALWAYS.get(i), Fields.real(row.path(i + 2)));
    }
    return new History.Epoch(count(row.path(0)), count(row.path(1)), values);
  }

  static ObjectNode write(Tally.State tally, ObjectMapper mapper) {
    ObjectNode json = mapper.createObjectNode();
    json.put("loss", Double.toString(tally.loss())).put("weight", Double.toString(tally.weight()));
    json.put("images", tally.inputs());
    ObjectNode figures = json.putObject("figures");
    tally
        .figures()
        .forEach(
            (name, state) -> {
              ArrayNode numbers = figures.putArray(name);
              DoubleStream.of(state).forEach(value -> numbers.add(Double.toString(value)));
            });
    return json;
  }

  static Tally.State tally(JsonNode json) {
    if (json.isArray()) { // as it was before figures had names: sum, weight, right, images
      return new Tally.State(
          Fields.real(json.path(0)),
          Fields.real(json.path(1)),
          count(json.path(3)),
          Map.of(Figures.ACCURACY, new double[] {count(json.path(2)), count(json.path(3))}));
    }
    Map<String, double[]> figures = new LinkedHashMap<>();
    json.path("figures").properties().forEach(f -> figures.put(f.getKey(), all(f.getValue())));
    return new Tally.State(
        Fields.real(json.path("loss")),
        Fields.real(json.path("weight")),
        count(json.path("images")),
        figures);
  }

  private static double[] all(JsonNode numbers) {
    double[] values = new double[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Fields.real(numbers.path(i));
    }
    return values;
  }

  static int count(JsonNode node) {
    if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < 0) {
      throw new IllegalArgumentException(Excerpt.quoted(node) + " is no count");
    }
    return node.intValue();
  }
}
