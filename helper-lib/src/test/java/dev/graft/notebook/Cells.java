package dev.graft.notebook;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** A kernel without a notebook: the language's own shell, with what a lesson's cells may name. */
final class Cells implements AutoCloseable {
  private final JShell shell;

  private Cells(JShell shell) {
    this.shell = shell;
    Imports.LINES.forEach(this::run);
  }

  /** Compiles cells and runs them in this process. */
  static Cells running() {
    return new Cells(JShell.builder().executionEngine("local").build());
  }

  /** Compiles cells, each with the names of those before it, and runs none. */
  static Cells compiling() {
    return new Cells(JShell.builder().executionEngine(new Idle(), Map.of()).build());
  }

  /**
   * Runs cells that are divided by empty lines.
   *
   * @throws AssertionError with the statement that does not compile or throws, and why
   */
  void run(String cells) {
    for (String cell : cells.split("\\n\\s*\\n")) {
      String rest = cell.strip();
      while (!rest.isEmpty()) {
        CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        String statement = next.source() == null ? rest : next.source();
        shell.eval(statement).forEach(event -> check(statement, event));
        rest = next.source() == null ? "" : next.remaining().strip();
      }
    }
  }

  private void check(String statement, SnippetEvent event) {
    if (event.exception() != null) {
      throw new AssertionError("throws: " + statement.strip(), event.exception());
    }
    if (event.status() != Snippet.Status.VALID && event.causeSnippet() == null) {
      throw new AssertionError(
          shell
              .diagnostics(event.snippet())
              .map((Diag problem) -> problem.getMessage(null))
              .collect(
                  Collectors.joining("; ", "does not compile: " + statement.strip() + "\n", "")));
    }
  }

  @Override
  public void close() {
    shell.close();
  }

  /** Takes compiled cells and leaves them alone. */
  private static final class Idle implements ExecutionControlProvider, ExecutionControl {
    @Override
    public String name() {
      return "idle";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return this;
    }

    @Override
    public void load(ClassBytecodes[] classes) {}

    @Override
    public void redefine(ClassBytecodes[] classes) {}

    @Override
    public String invoke(String type, String method) {
      return "";
    }

    @Override
    public String varValue(String type, String variable) {
      return "";
    }

    @Override
    public void addToClasspath(String path) {}

    @Override
    public void stop() {}

    @Override
    public Object extensionCommand(String command, Object argument) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
