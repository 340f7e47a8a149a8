package dev.graft.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.TransferModel;
import dev.graft.data.Answered;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * What a model is worth, whatever kind of answer it gives.
 *
 * @param kind as {@link dev.graft.data.Answers#kind} says it, such as {@code classes}
 * @param inputs {@code images} or {@code texts}
 * @param size how many inputs
 * @param said to a person
 * @param figures columns {@code figure}, {@code value}, {@code low} and {@code high}
 * @param rejected what was left out, columns {@code file} and {@code reason}
 * @param more figures without an interval, by their names in JSON
 */
record Measured(
    String kind,
    String inputs,
    int size,
    String said,
    Table figures,
    Table rejected,
    Map<String, Object> more) {

  /**
   * Of answers that are no classes.
   *
   * @param result of the model's {@code evaluate}, as a text says it
   */
  static Measured of(
      TransferModel model,
      Answered<?, ?> set,
      Object result,
      Table figures,
      Map<String, Object> more) {
    String kind = set.dataset().answers().kind();
    String said = result + "\n" + figures.printAll() + "each in 95 of 100 cases";
    return new Measured(kind, inputs(model), set.size(), said, figures, set.rejected(), more);
  }

  static String inputs(TransferModel model) {
    return model.readsTexts() ? "texts" : "images";
  }

  /** One line on what was left out; empty where nothing was. */
  String leftOut() {
    return rejected.isEmpty()
        ? ""
        : "%s left out, the first: %s (%s)"
            .formatted(
                rejected.rowCount() == 1 ? "1 file was" : rejected.rowCount() + " files were",
                rejected.stringColumn(0).get(0),
                rejected.stringColumn(1).get(0));
  }

  String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("answer", kind);
    object.put(inputs, size);
    object.putAll(more);
    object.put("left_out", rejected.rowCount());
    Map<String, Object> named = new LinkedHashMap<>();
    for (Row row : figures) {
      Map<String, Object> figure = new LinkedHashMap<>();
      for (String part : new String[] {"value", "low", "high"}) {
        double value = row.getDouble(part);
        figure.put(part, Double.isNaN(value) ? null : value);
      }
      named.put(row.getString("figure"), figure);
    }
    object.put("figures", named);
    try {
      return new ObjectMapper().writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
