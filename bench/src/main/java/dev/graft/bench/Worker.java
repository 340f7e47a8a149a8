package dev.graft.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An engine's process: one question a line, one answer a line. What it says besides is a log. */
final class Worker implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final Engine engine;
  private final Path log;
  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;

  private Worker(Engine engine, Path log, Process process) {
    this.engine = engine;
    this.log = log;
    this.process = process;
    this.questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Worker start(Engine engine, Path log) {
    ProcessBuilder builder = new ProcessBuilder(engine.command()).redirectError(log.toFile());
    engine
        .environment()
        .forEach(
            (name, value) -> {
              if (value.isEmpty()) {
                builder.environment().remove(name);
              } else {
                builder.environment().put(name, value);
              }
            });
    try {
      return new Worker(engine, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(engine.name() + " cannot be started", e);
    }
  }

  /**
   * Asks and waits. An engine that cannot answer is absent, and says why; so is one that fails or
   * ends.
   */
  Answer ask(String operation, Map<String, ?> arguments) {
    Map<String, Object> question = new LinkedHashMap<>(arguments);
    question.put("op", operation);
    try {
      questions.write(JSON.writeValueAsString(question) + "\n");
      questions.flush();
      String line = answers.readLine();
      return line == null ? gone() : new Answer(JSON.readValue(line, OBJECT));
    } catch (IOException e) {
      return gone();
    }
  }

  private Answer gone() {
    return Answer.absent(engine.name() + " ended; its log is " + log);
  }

  /** Ends the process: it leaves its loop when there are no more questions. */
  @Override
  public void close() {
    try {
      questions.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
