package dev.graft.bench.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers questions until there are no more: one JSON object a line. The member {@code op} names
 * the operation, the others are its arguments.
 */
final class Service {
  /** Answers a question's other members. */
  interface Operation {
    Map<String, ?> answer(JsonNode arguments) throws Exception;
  }

  /** What an engine does not have; the text says why. */
  static final class AbsentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AbsentException(String why) {
      super(why);
    }
  }

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  Service on(String name, Operation operation) {
    operations.put(name, operation);
    return this;
  }

  /** Serves stdin and stdout; whatever else the process prints goes to stderr. */
  void serve() throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    serve(System.in, answers);
  }

  void serve(InputStream questions, PrintStream answers) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(questions, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      answers.println(json.writeValueAsString(answer(json.readTree(line))));
      answers.flush();
    }
  }

  private Map<String, ?> answer(JsonNode question) {
    String name = question.path("op").asText();
    Operation operation = operations.get(name);
    if (operation == null) {
      return Map.of("absent", "this engine has no " + name);
    }
    try {
      return operation.answer(((ObjectNode) question).without("op"));
    } catch (AbsentException e) {
      return Map.of("absent", e.getMessage());
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
      return Map.of("error", e.toString().lines().findFirst().orElse(""));
    }
  }
}
