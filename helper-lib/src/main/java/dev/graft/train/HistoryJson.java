package dev.graft.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Writes histories so that every bit comes back, of no number and infinity too. */
final class HistoryJson {
  private HistoryJson() {}

  static ObjectNode write(History history, ObjectMapper mapper) {
    ObjectNode json = mapper.createObjectNode();
    json.put("engine", history.engine()).put("device", history.device());
    json.put("seed", history.seed()).put("ending", history.ending());
    json.set("epochs", write(history.epochs(), mapper));
    return json;
  }

  static History read(JsonNode json) {
    return new History(
        epochs(json.path("epochs")),
        json.path("engine").asText(),
        json.path("device").asText(),
        json.path("seed").asLong(),
        json.path("ending").asText());
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

  static List<History.Epoch> epochs(JsonNode rows) {
    List<History.Epoch> epochs = new ArrayList<>();
    for (JsonNode row : rows) {
      double[] v = new double[7];
      for (int i = 0; i < v.length; i++) {
        v[i] = Double.parseDouble(row.path(i + 2).asText());
      }
      epochs.add(
          new History.Epoch(
              row.path(0).asInt(), row.path(1).asInt(), v[0], v[1], v[2], v[3], v[4], v[5], v[6]));
    }
    return epochs;
  }
}
