package dev.graft.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Engines that are asked the same questions in turn, so that all see the same machine. */
final class Contest implements AutoCloseable {
  private static final long PAUSE_MILLIS = 250;

  private final Map<String, Worker> workers = new LinkedHashMap<>();
  private final Map<String, String> missing = new LinkedHashMap<>();
  private final List<Figure> figures = new ArrayList<>();

  /** One question of a case: what is asked, and how its answer becomes a figure. */
  record Question(
      String name,
      Unit unit,
      String operation,
      Map<String, ?> arguments,
      ToDoubleFunction<Answer> value) {}

  Contest(List<Engine> engines, Path logs) {
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException("logs cannot be written", e);
    }
    for (Engine engine : engines) {
      if (engine.missing().isEmpty()) {
        Worker worker = Worker.start(engine, logs.resolve(engine.name() + ".log"));
        workers.put(engine.name(), worker);
        Answer hello = worker.ask("hello", Map.of());
        System.err.println("bench: " + engine.name() + ": " + hello.text("version"));
      } else {
        missing.put(engine.name(), engine.missing());
      }
    }
  }

  /**
   * Opens a case on every engine, then asks its questions round after round. The first round only
   * warms up: compilers, caches of files and of kernels.
   */
  void measure(
      String opening, Map<String, ?> arguments, int repetitions, List<Question> questions) {
    Map<String, String> notes = new LinkedHashMap<>();
    Map<String, String> absent = new LinkedHashMap<>(missing);
    workers.forEach(
        (name, worker) -> {
          Answer answer = worker.ask(opening, arguments);
          answer.absent().ifPresent(why -> absent.put(name, why));
          notes.put(name, answer.text("note"));
        });
    Map<String, Map<String, Object>> measured = new LinkedHashMap<>();
    for (int repetition = 0; repetition <= repetitions; repetition++) {
      if (repetition == 1) {
        measured.values().forEach(row -> row.values().removeIf(Series.class::isInstance));
      }
      for (Question question : questions) {
        workers.forEach(
            (name, worker) -> {
              if (!absent.containsKey(name)) {
                ask(name, worker, question, measured);
              }
            });
      }
      System.err.printf("bench: %s %d/%d%n", arguments, repetition, repetitions);
    }
    for (Question question : questions) {
      report(question, measured.getOrDefault(question.name(), Map.of()), notes, absent);
    }
  }

  private static void ask(
      String engine, Worker worker, Question question, Map<String, Map<String, Object>> measured) {
    Map<String, Object> row =
        measured.computeIfAbsent(question.name(), key -> new LinkedHashMap<>());
    if (row.get(engine) instanceof String) {
      return;
    }
    pause();
    Answer answer = worker.ask(question.operation(), question.arguments());
    if (answer.absent().isPresent()) {
      row.put(engine, answer.absent().get());
      return;
    }
    List<Double> values = new ArrayList<>();
    if (row.get(engine) instanceof Series before) {
      values.addAll(before.values());
    }
    values.add(question.value().applyAsDouble(answer));
    row.put(engine, new Series(values));
  }

  private void report(
      Question question,
      Map<String, Object> row,
      Map<String, String> notes,
      Map<String, String> absent) {
    List<String> names = new ArrayList<>(workers.keySet());
    names.addAll(missing.keySet());
    for (String name : names) {
      figures.add(
          row.get(name) instanceof Series series
              ? Figure.of(question.name(), name, question.unit(), series, notes.get(name))
              : Figure.absent(
                  question.name(),
                  name,
                  question.unit(),
                  row.get(name) instanceof String why ? why : absent.get(name)));
    }
  }

  List<Figure> figures() {
    return figures;
  }

  /** Lets the threads of the last engine come to rest. */
  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    workers.values().forEach(Worker::close);
  }
}
