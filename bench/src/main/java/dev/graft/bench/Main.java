package dev.graft.bench;

import dev.graft.weights.DownloadException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./graft bench} runs. */
@Command(
    name = "bench",
    description = "Measure Graft and its peers; each job prints a table, writes target/bench/JOB.*",
    subcommands = {
      FeaturesJob.class,
      RecipeJob.class,
      StepJob.class,
      TextJob.class,
      SegmentationJob.class,
      GrowthJob.class,
      ServeJob.class,
      StartJob.class,
      JmhJob.class
    },
    mixinStandardHelpOptions = true)
public final class Main {
  // a logger is held weakly: without this field its level would be forgotten
  private static final Logger ENGINES = Logger.getLogger("ai.djl");

  private Main() {}

  /**
   * Runs a job.
   *
   * @param arguments its name and options
   */
  public static void main(String[] arguments) {
    ENGINES.setLevel(Level.SEVERE);
    System.exit(
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Main::report)
            .execute(arguments));
  }

  /** A wrong argument or file is one line; anything else is a defect and shows where. */
  private static int report(Exception problem, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (problem instanceof IllegalArgumentException
        || problem instanceof java.io.UncheckedIOException
        || problem instanceof DownloadException) {
      System.err.println("graft: " + problem.getMessage());
      return 2;
    }
    throw problem;
  }
}
