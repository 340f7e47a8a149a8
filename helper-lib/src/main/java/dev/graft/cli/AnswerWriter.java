package dev.graft.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  private final List<Answer> waiting = new ArrayList<>();
  private List<String> columns = List.of();

  /** Takes how many classes are named, at most all that there are. */
  AnswerWriter(PrintStream out, Form form, int top) {
    this.out = out;
    this.form = form;
    this.top = top;
  }

  void write(Answer answer) {
    switch (form) {
      case JSON -> out.println(json(answer));
      case CSV -> out.print(csv(answer));
      case TEXT -> {
        answer.said().ifPresent(said -> out.println(answer.input() + "\t" + said.line(top)));
      }
    }
    if (form == Form.TEXT && !answer.error().isEmpty()) {
      System.err.println("graft: " + answer.error());
    }
  }

  private String json(Answer answer) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("input", answer.input());
    answer
        .said()
        .ifPresentOrElse(
            said -> object.putAll(said.json(top)), () -> object.put("error", answer.error()));
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Which columns there are the first answer tells: those that say nothing before it wait. */
  private String csv(Answer answer) {
    if (columns.isEmpty() && answer.said().isEmpty()) {
      waiting.add(answer);
      return "";
    }
    StringBuilder lines = new StringBuilder();
    if (columns.isEmpty()) {
      columns = answer.said().get().columns(top);
      lines.append(row("input", columns, "error"));
      waiting.forEach(one -> lines.append(row(one)));
      waiting.clear();
    }
    return lines.append(row(answer)).toString();
  }

  private String row(Answer answer) {
    List<String> cells =
        answer.said().map(said -> said.cells(top)).orElse(Collections.nCopies(columns.size(), ""));
    return row(answer.input(), cells, answer.error());
  }

  private static String row(String first, List<String> cells, String last) {
    return Stream.of(Stream.of(first), cells.stream(), Stream.of(last))
            .flatMap(some -> some)
            .map(AnswerWriter::quoted)
            .collect(Collectors.joining(","))
        + System.lineSeparator();
  }

  /** Writes what waits for a first answer that never came. */
  void end() {
    if (!waiting.isEmpty()) {
      columns = List.of("label", "probability");
      out.print(row("input", columns, "error"));
      waiting.forEach(one -> out.print(row(one)));
      waiting.clear();
    }
  }

  /** As RFC 4180 has it; what a spreadsheet would take for a formula is text. */
  static String quoted(String cell) {
    String safe = cell.matches("(?s)[=+@\\t\\r].*") ? "'" + cell : cell;
    return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
