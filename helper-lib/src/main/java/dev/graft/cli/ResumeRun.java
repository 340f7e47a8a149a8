package dev.graft.cli;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.replaceHead;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.TransferModel;
import dev.graft.data.Augmentation;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.graph.Layers;
import dev.graft.train.Checkpoints;
import dev.graft.train.FineTune;
import dev.graft.train.Gradual;
import dev.graft.train.History;
import dev.graft.train.Schedule;
import dev.graft.weights.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run that {@link ResumeJob} kills: three stages, a checkpoint after every batch. */
@Command(name = "resume-run", hidden = true, description = "Train what bench resume kills.")
final class ResumeRun implements Callable<Integer> {
  static final String RESULT = "result.txt";

  @Parameters(description = "for checkpoints, model and result")
  private Path folder;

  @Option(names = "--engine", required = true)
  private String engine;

  private static Gradual plan(Path checkpoints) {
    FineTune stage = FineTune.epochs(2).batchSize(8).learningRate(3e-3);
    return FineTune.gradual()
        .head(stage.adamW().weightDecay(0.01).schedule(Schedule.oneCycle()))
        .then(Layers.last(2), stage.average(0.9).clip(1).layerDecay(0.5))
        .then(Layers.last(6), stage.sgd(0.9).accumulate(3).labelSmoothing(0.1).keepBest())
        .checkpoints(Checkpoints.in(checkpoints).every(Duration.ZERO));
  }

  @Override
  public Integer call() {
    Splits garden = Samples.garden(8, 1);
    var train = augment(garden.train(), Augmentation.flip().rotate(15));
    try (TransferModel model = Backbone.MOBILENET_V1_025.size(64).on(engine).untrained(1)) {
      replaceHead(model, Head.classifier(garden.classes()).dense(32).dropout(0.2));
      History history =
          fineTune(model, train, garden.validation(), plan(folder.resolve("checkpoints")));
      model.save(folder.resolve("model"));
      byte[] result = result(history, model).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(folder.resolve(RESULT), out -> out.write(result));
    }
    return 0;
  }

  /** Everything but the time that it took. */
  private static String result(History history, TransferModel model) {
    return history.epochs().stream()
            .map(
                e ->
                    String.format(
                        Locale.ROOT,
                        "%d %d %s %s %s %s %s",
                        e.number(),
                        e.stage(),
                        e.learningRate(),
                        e.loss(),
                        e.accuracy(),
                        e.validationLoss(),
                        e.validationAccuracy()))
            .collect(Collectors.joining("\n"))
        + "\n"
        + history.ending()
        + "\n"
        + model.weights().sha256()
        + "\n";
  }
}
