package dev.graft.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.evaluate.Prediction;
import dev.graft.serve.AnswerJson;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes answers a line each, for people, as CSV, or as JSON. */
final class AnswerWriter {
  /** Ways to write an answer. */
  enum Form {
    TEXT,
    CSV,
    JSON
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final Form form;
  private final int top;
  private boolean begun;

  /** Takes how many classes are named, at most all that there are. */
  AnswerWriter(PrintStream out, Form form, int top) {
    this.out = out;
    this.form = form;
    this.top = top;
  }

  void write(Answer answer) {
    switch (form) {
      case JSON -> out.println(json(answer));
      case CSV -> out.println(csv(answer));
      case TEXT -> {
        if (answer.prediction().isPresent()) {
          Prediction prediction = answer.prediction().get();
          String unknown =
              prediction
                  .verdict()
                  .filter(v -> !v.known())
                  .map(v -> ", of no known kind")
                  .orElse("");
          out.println(answer.input() + "\t" + listed(prediction) + unknown);
        }
      }
    }
    if (form == Form.TEXT && !answer.error().isEmpty()) {
      System.err.println("graft: " + answer.error());
    }
  }

  private String listed(Prediction prediction) {
    return AnswerJson.best(prediction, top).stream()
        .map(
            i ->
                String.format(
                    Locale.ROOT, "%s %.1f %%", name(prediction, i), 100 * p(prediction, i)))
        .collect(Collectors.joining(", "));
  }

  private String json(Answer answer) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("input", answer.input());
    if (answer.prediction().isEmpty()) {
      object.put("error", answer.error());
    } else {
      object.putAll(AnswerJson.of(answer.prediction().get(), top));
    }
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String csv(Answer answer) {
    List<String> cells = new ArrayList<>(List.of(answer.input()));
    if (answer.prediction().isPresent()) {
      Prediction prediction = answer.prediction().get();
      for (int i : AnswerJson.best(prediction, top)) {
        cells.add(name(prediction, i));
        cells.add(String.format(Locale.ROOT, "%.6f", p(prediction, i)));
      }
    }
    while (cells.size() < 1 + 2 * top) {
      cells.add("");
    }
    cells.add(answer.error());
    String line = cells.stream().map(AnswerWriter::quoted).collect(Collectors.joining(","));
    String head = begun ? "" : header(top) + System.lineSeparator();
    begun = true;
    return head + line;
  }

  private static String header(int pairs) {
    return "input,"
        + IntStream.rangeClosed(1, pairs)
            .mapToObj(i -> i == 1 ? "label,probability," : "label_" + i + ",probability_" + i + ",")
            .collect(Collectors.joining())
        + "error";
  }

  /** As RFC 4180 has it; what a spreadsheet would take for a formula is text. */
  static String quoted(String cell) {
    String safe = cell.matches("(?s)[=+@\\t\\r].*") ? "'" + cell : cell;
    return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static String name(Prediction prediction, int label) {
    return prediction.classes().get(label);
  }

  private static double p(Prediction prediction, int label) {
    return prediction.probabilities().get(label);
  }
}
