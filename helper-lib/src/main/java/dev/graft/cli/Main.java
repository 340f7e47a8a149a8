package dev.graft.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.progress.JavaLogging;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * What {@code ./graft train}, {@code predict}, {@code evaluate}, {@code export}, {@code features},
 * {@code serve}, {@code audit}, {@code onnx}, {@code infer}, {@code tokens}, {@code bench} and
 * {@code doctor} run.
 */
@Command(
    name = "graft",
    description = "Transfer learning for Java notebooks.",
    subcommands = {
      Train.class,
      Predict.class,
      EvaluateData.class,
      ExportModel.class,
      FeaturesOf.class,
      Serve.class,
      AuditFolder.class,
      OnnxTable.class,
      Infer.class,
      TokenLines.class,
      Bench.class,
      Doctor.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = GraftVersion.class)
public final class Main {
  // a logger is held weakly: without this field its level would be forgotten
  private static final Logger ENGINES = Logger.getLogger("ai.djl");

  /** The launcher sets what it asks for, and {@code doctor} says what is missing. */
  private static final Logger SPEED = Logger.getLogger("dev.graft.speed");

  private static final int WIDTH = 100;
  private static final int WRONG = 2;
  private static final String JSON = "--json";

  private Main() {}

  /**
   * Runs a command.
   *
   * @param arguments its name and options
   */
  public static void main(String[] arguments) {
    System.exit(line().execute(arguments));
  }

  static CommandLine line() {
    JavaLogging.bind();
    ENGINES.setLevel(Level.SEVERE);
    SPEED.setLevel(Level.SEVERE);
    return new CommandLine(new Main())
        .setUsageHelpWidth(WIDTH)
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::report);
  }

  /**
   * A wrong argument or file, and whatever Graft has an exception of its own for, such as weights
   * that are not here, is one line; anything else is a defect and shows where.
   */
  static int report(Exception problem, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (problem instanceof IllegalArgumentException
        || problem instanceof java.io.UncheckedIOException
        || problem.getClass().getPackageName().startsWith("dev.graft")) {
      say(problem.getMessage(), parsed.originalArgs());
      return WRONG;
    }
    throw problem;
  }

  /** A person is shown how the command is used, a program what was wrong. */
  private static int misused(CommandLine.ParameterException problem, String... arguments) {
    List<String> all = List.of(arguments);
    if (all.contains(JSON)) {
      say(problem.getMessage(), all);
      return WRONG;
    }
    CommandLine line = problem.getCommandLine();
    line.getErr().println(problem.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(problem, line.getErr())) {
      line.usage(line.getErr());
    }
    return WRONG;
  }

  /** Whoever asks for JSON reads what went wrong as JSON too, on standard error. */
  private static void say(String message, List<String> arguments) {
    String text = String.valueOf(message);
    System.err.println(
        arguments.contains(JSON)
            ? JsonNodeFactory.instance.objectNode().put("error", text).toString()
            : "graft: " + text);
  }
}
