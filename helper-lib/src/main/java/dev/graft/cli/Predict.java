package dev.graft.cli;

import dev.graft.TransferModel;
import dev.graft.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a saved model takes photos or texts for. */
@Command(
    name = "predict",
    description = {
      "Say what a model takes photos or texts for, a line each. What cannot be read is told, the",
      "others go on, and the exit code is 1."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GraftVersion.class)
final class Predict implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "folder of a saved model")
  private Path model;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "photos and folders of them; of texts files with a text a line; - is the input")
  private List<String> files;

  /** At most one of them. */
  static final class Form {
    @Option(names = "--json", description = "print a JSON object a line")
    private boolean json;

    @Option(names = "--csv", description = "print a table with commas")
    private boolean csv;
  }

  @ArgGroup private Form form = new Form();

  @Option(names = "--top", defaultValue = "1", description = "how many classes to name, default 1")
  private int top;

  @Override
  public Integer call() {
    if (top < 1) {
      throw new IllegalArgumentException("top is " + top + ", must be at least 1");
    }
    AtomicBoolean refused = new AtomicBoolean();
    try (TransferModel loaded = TransferModel.load(model)) {
      AnswerWriter writer =
          new AnswerWriter(System.out, form(), Math.min(top, loaded.classes().size()));
      Asking asking =
          new Asking(
              loaded,
              answer -> {
                writer.write(answer);
                refused.compareAndSet(false, answer.said().isEmpty());
              });
      Progress.silently(
          () -> {
            asking.ask(files);
            return null;
          });
      writer.end();
    }
    return refused.get() ? 1 : 0;
  }

  private AnswerWriter.Form form() {
    return form.json
        ? AnswerWriter.Form.JSON
        : form.csv ? AnswerWriter.Form.CSV : AnswerWriter.Form.TEXT;
  }
}
