package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.search;
import static dev.graft.Transfer.unfreeze;

import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Mixing;
import dev.graft.data.Samples;
import dev.graft.data.TrainingSet;
import dev.graft.evaluate.Prediction;
import dev.graft.graph.Layers;
import dev.graft.infer.Onnx;
import dev.graft.progress.Progress;
import dev.graft.train.BatchNormStatistics;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.train.Schedule;
import dev.graft.train.TrainingInterruptedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints what ten small runs come to, to the last bit, on both engines: a line for each history,
 * the weights after it, evaluations, exported and saved files and the keys of the feature cache.
 * Other processors compute other bits, so nothing is recorded: where the inside is rebuilt, the
 * lines of the old class path and of the new one, printed on one machine with an empty {@code
 * GRAFT_HOME} each, are to be the same. {@code mvn test-compile}, then {@code java -cp …
 * dev.graft.Pins FOLDER}; only the public API is used.
 */
final class Pins {
  private static final FineTune BRIEFLY = FineTune.epochs(3).batchSize(4).seed(7);

  private final String engine;
  private final Path folder;
  private final ImageSet photos = Samples.cells(8, 5, 48).train();
  private final ImageSet others = Samples.cells(8, 5, 48).validation();

  private Pins(String engine, Path folder) {
    this.engine = engine;
    this.folder = folder;
  }

  public static void main(String... args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (String engine : List.of("PyTorch", "MXNet")) {
      Pins pins = new Pins(engine, Files.createDirectory(folder.resolve(engine)));
      Progress.silently(
          () -> {
            pins.trainings();
            pins.plans();
            pins.files();
            return engine;
          });
    }
    Path features = Path.of(System.getenv("GRAFT_HOME"), "features");
    try (Stream<Path> files = Files.list(features)) {
      String names =
          files
              .map(features::relativize)
              .map(Path::toString)
              .sorted()
              .collect(Collectors.joining());
      print("kept features", names.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void trainings() {
    TrainingSet plain = augment(photos, Augmentation.none());
    TrainingSet turned = augment(photos, Augmentation.flip().rotate(30)).views(2);
    FineTune rich = BRIEFLY.schedule(Schedule.oneCycle()).adamW().weightDecay(1e-2).average(0.9);
    FineTune weighed = BRIEFLY.sgd(0.9).labelSmoothing(0.1).clip(1).accumulate(2);
    run("frozen", model -> fit(model, plain, BRIEFLY));
    run("views", model -> fit(model, turned, BRIEFLY));
    run("mixed", model -> fit(model, plain, BRIEFLY.mixing(Mixing.mixup(0.4))));
    run("last blocks", model -> fit(unfrozen(model, Layers.last(2)), turned, rich));
    run(
        "all layers",
        model ->
            fit(
                unfrozen(model, Layers.all()),
                plain,
                weighed.statistics(BatchNormStatistics.UPDATED)));
  }

  private void plans() {
    TrainingSet plain = augment(photos, Augmentation.none());
    var plan =
        FineTune.gradual()
            .head(BRIEFLY)
            .then(Layers.last(1), BRIEFLY.learningRate(1e-4).layerDecay(0.7));
    run("gradual", model -> fineTune(model, plain, others, plan));
    run("resumed", model -> resumed(unfrozen(model, Layers.last(1)), plain));
    try (TransferModel model = model()) {
      Search space = Search.random(3).epochs(2).learningRate(1e-4, 1e-2).dropout(0, 0.5).seed(3);
      var found = search(model, plain, others, space);
      say("search", found.trials().stream().map(Pins::bits).toList());
    }
  }

  private History resumed(TransferModel model, TrainingSet plain) {
    FineTune saved = BRIEFLY.lasting(4).checkpoints(folder.resolve("run"));
    try {
      fineTune(
          model,
          plain,
          others,
          saved.onEpoch(
              history -> {
                if (history.last().number() == 2) {
                  Thread.currentThread().interrupt();
                }
              }));
    } catch (TrainingInterruptedException e) {
      say("interrupted", e.getMessage());
    }
    return fineTune(model, plain, others, saved);
  }

  private void files() {
    try (TransferModel model = model()) {
      fit(model, augment(photos, Augmentation.none()), BRIEFLY);
      model.save(folder.resolve("saved"));
      model.exportOnnx(folder.resolve("plain.onnx"));
      model.exportOnnx(folder.resolve("photos.onnx"), Onnx.probabilities().photos());
      say("features", Arrays.deepToString(extractFeatures(model, others).values()));
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(file -> Files.isRegularFile(file) && !file.startsWith(folder.resolve("run")))
            .sorted()
            .forEach(this::sayFile);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void sayFile(Path file) {
    try {
      say(folder.relativize(file).toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String name, Function<TransferModel, History> training) {
    try (TransferModel model = model()) {
      History history = training.apply(model);
      say(name + ", history", bits(history));
      say(name + ", weights", model.weights().sha256());
      var answers = evaluate(model, others).predictions().stream().map(Prediction::probabilities);
      say(name + ", evaluation", answers.toList());
    }
  }

  private History fit(TransferModel model, TrainingSet images, FineTune options) {
    return fineTune(model, images, others, options);
  }

  private static TransferModel unfrozen(TransferModel model, Layers layers) {
    unfreeze(model, layers);
    return model;
  }

  private TransferModel model() {
    TransferModel model = Backbone.MOBILENET_V1_025.size(48).on(engine).untrained(1);
    replaceHead(model, Head.classifier(photos.classes()).dropout(0.2).seed(2));
    freeze(model);
    return model;
  }

  /** All of a history but the clock's part of it. */
  private static String bits(History history) {
    return history.epochs().stream().map(Pins::bits).collect(Collectors.joining("\n"));
  }

  private static String bits(History.Epoch e) {
    List<Number> ofLearning =
        List.of(e.number(), e.stage(), e.learningRate(), e.loss(), e.accuracy());
    return ofLearning + " " + e.validationLoss() + " " + e.validationAccuracy();
  }

  private static String bits(Trial trial) {
    String plan = trial.fineTune().decisions() + " " + trial.head() + " " + trial.blocks();
    return trial.number() + " " + plan + " " + trial.score() + " " + trial.loss();
  }

  private void say(String name, Object value) {
    say(name, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
  }

  private void say(String name, byte[] bytes) {
    print(engine + " " + name, bytes);
  }

  private static void print(String name, byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      System.out.println(name + " " + HexFormat.of().formatHex(hash, 0, 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
