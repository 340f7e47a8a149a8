package dev.graft.cli;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.TransferModel;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.data.TrainingSet;
import dev.graft.engine.Engines;
import dev.graft.graph.Layers;
import dev.graft.train.FineTune;
import dev.graft.train.Gradual;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The standard recipe, seed after seed: five epochs of a new head on a frozen EfficientNet-Lite0,
 * then five epochs with its last four blocks; and the head again, followed by two stages of gradual
 * unfreezing.
 */
@Command(
    name = "accuracy",
    description = "Validation accuracy after the head and after fine-tuning, on both engines.",
    mixinStandardHelpOptions = true)
final class AccuracyJob implements Callable<Integer> {
  @Option(names = "--seeds", defaultValue = "5", description = "how many, default ${DEFAULT-VALUE}")
  private int seeds;

  @Option(
      names = "--data",
      description = "folder with train and validation; default: ants and bees")
  private Path data;

  @Option(names = "--engine", description = "MXNet or PyTorch; default: both")
  private String engine;

  @Option(names = "--epochs", defaultValue = "5", description = "a stage, default ${DEFAULT-VALUE}")
  private int epochs;

  @Option(names = "--head-rate", defaultValue = "1e-3", description = "default ${DEFAULT-VALUE}")
  private double headRate;

  @Option(
      names = "--rate",
      defaultValue = "1e-6",
      description = "of the last blocks, default ${DEFAULT-VALUE}")
  private double rate;

  @Override
  public Integer call() {
    Splits splits = data == null ? Samples.antsAndBees() : ImageSet.splits(data);
    List<String> engines =
        engine == null ? List.of(Engines.MXNET, Engines.PYTORCH) : List.of(Engines.named(engine));
    List<Measurement> measurements = new ArrayList<>();
    for (String name : engines) {
      DoubleSummaryStatistics head = new DoubleSummaryStatistics();
      DoubleSummaryStatistics tuned = new DoubleSummaryStatistics();
      DoubleSummaryStatistics gradual = new DoubleSummaryStatistics();
      for (int seed = 1; seed <= seeds; seed++) {
        run(splits, name, seed, head, tuned);
        gradual.accept(gradual(splits, name, seed));
      }
      measurements.add(measurement("head", name, head));
      measurements.add(measurement("fine-tuned", name, tuned));
      measurements.add(measurement("gradual", name, gradual));
    }
    print(measurements);
    System.out.println("written to " + Measurement.write("accuracy", measurements));
    return 0;
  }

  private void run(
      Splits splits,
      String engine,
      int seed,
      DoubleSummaryStatistics head,
      DoubleSummaryStatistics tuned) {
    FineTune options = FineTune.epochs(epochs).seed(seed);
    TrainingSet train = augment(splits.train(), Augmentation.randomResizedCrop().flip()).seed(seed);
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.on(engine).load()) {
      replaceHead(model, Head.classifier(splits.classes()).dropout(0.2).seed(seed));
      freeze(model);
      Layers last = Layers.last(4);
      fineTune(model, train, splits.validation(), options.learningRate(headRate), last);
      head.accept(evaluate(model, splits.validation()).accuracy());
      unfreeze(model, last);
      fineTune(model, train, splits.validation(), options.learningRate(rate));
      tuned.accept(evaluate(model, splits.validation()).accuracy());
    }
  }

  private double gradual(Splits splits, String engine, int seed) {
    FineTune options = FineTune.epochs(epochs).seed(seed);
    FineTune fewer = FineTune.epochs(Math.max(1, epochs / 2)).seed(seed);
    TrainingSet train = augment(splits.train(), Augmentation.randomResizedCrop().flip()).seed(seed);
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.on(engine).load()) {
      replaceHead(model, Head.classifier(splits.classes()).dropout(0.2).seed(seed));
      Gradual plan =
          FineTune.gradual()
              .head(options.learningRate(headRate))
              .then(Layers.last(2), fewer.learningRate(rate).layerDecay(0.5))
              .then(Layers.last(4), fewer.learningRate(rate).layerDecay(0.5));
      fineTune(model, train, splits.validation(), plan);
      return evaluate(model, splits.validation()).accuracy();
    }
  }

  private static Measurement measurement(
      String name, String engine, DoubleSummaryStatistics values) {
    return new Measurement(
        name,
        engine,
        values.getAverage(),
        "validation accuracy",
        Map.of("minimum", values.getMin(), "maximum", values.getMax(), "seeds", values.getCount()));
  }

  private static void print(List<Measurement> measurements) {
    System.out.printf("%-12s %-8s %8s %8s %8s%n", "case", "engine", "mean", "minimum", "maximum");
    for (Measurement m : measurements) {
      System.out.printf(
          "%-12s %-8s %8.4f %8.4f %8.4f%n",
          m.name(), m.engine(), m.value(), m.number("minimum"), m.number("maximum"));
    }
  }
}
