package dev.graft.cli;

import dev.graft.TransferModel;
import dev.graft.progress.Progress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how good a saved model is on photos or texts whose classes are known. */
@Command(
    name = "evaluate",
    description = {
      "Say how good a model is on photos or texts whose answers are known, with intervals: classes,",
      "tags, numbers or masks, whichever the model gives. Of a folder with train, validation and test",
      "the test is taken, else the validation."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GraftVersion.class)
final class EvaluateData implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "folder of a saved model")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "FOLDER|TABLE",
      description =
          "of class folders, or a .csv or .tsv file of texts or paths and labels; for tags a table with"
              + " a column tags, such as red;round, or one of 0 and 1 a tag; for numbers one with a"
              + " column a number; for masks a folder of images and masks, or a table of both")
  private Path data;

  @Option(names = "--json", description = "print one JSON object and nothing else")
  private boolean json;

  @Mixin private ColumnOptions named = new ColumnOptions();
  @Mixin private AnswerOptions answers = new AnswerOptions();

  @Override
  public Integer call() {
    try (TransferModel loaded = TransferModel.load(model)) {
      Measured result = json ? Progress.silently(() -> measured(loaded)) : measured(loaded);
      System.out.println(json ? result.json() : result.said());
      if (!json && !result.leftOut().isEmpty()) {
        System.err.println("graft: " + result.leftOut());
      }
    }
    return 0;
  }

  private Measured measured(TransferModel loaded) {
    return MeasuredKind.measured(loaded, new AnsweredData(data, named.columns(), answers));
  }
}
