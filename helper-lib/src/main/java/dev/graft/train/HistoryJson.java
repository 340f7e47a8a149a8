package dev.graft.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import java.util.ArrayList;
import java.util.List;

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
      ArrayNode row = rows.addArray();
      row.add(e.number()).add(e.stage());
      for (double value : e.values()) {
        row.add(Double.toString(value));
      }
    }
    return rows;
  }

  static List<History.Epoch> epochs(Fields of) {
    List<History.Epoch> epochs = new ArrayList<>();
    for (JsonNode row : of.list("epochs", MOST_EPOCHS)) {
      double[] v = new double[7];
      for (int i = 0; i < v.length; i++) {
        v[i] = Fields.real(row.path(i + 2));
      }
      epochs.add(
          new History.Epoch(
              count(row.path(0)), count(row.path(1)), v[0], v[1], v[2], v[3], v[4], v[5], v[6]));
    }
    return epochs;
  }

  static int count(JsonNode node) {
    if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < 0) {
      throw new IllegalArgumentException(Excerpt.quoted(node) + " is no count");
    }
    return node.intValue();
  }
}
