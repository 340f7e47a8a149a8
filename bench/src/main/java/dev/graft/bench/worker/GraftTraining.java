package dev.graft.bench.worker;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.TransferModel;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Splits;
import dev.graft.data.TrainingSet;
import dev.graft.engine.Network;
import dev.graft.graph.Graph;
import dev.graft.graph.Layers;
import dev.graft.graph.Shape;
import dev.graft.train.FineTune;
import dev.graft.train.FitLoop;
import dev.graft.train.Frozen;
import dev.graft.train.History;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Training steps and the standard recipe, as a notebook would run them. */
final class GraftTraining {
  private final String engine;
  private Network network;
  private FineTune options;
  private JsonNode asked;

  GraftTraining(String engine) {
    this.engine = engine;
  }

  Map<String, ?> step(JsonNode q) {
    int classes = q.get("classes").asInt();
    boolean live = q.get("slice").asText().equals("live");
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.on(engine).load()) {
      List<String> names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
      replaceHead(model, Head.classifier(names).dropout(0.2));
      freeze(model);
      if (live) {
        unfreeze(model, Layers.last(4));
      } else {
        unfreeze(model, Layers.all());
      }
      Graph graph = live ? model.graph().after(model.boundary()) : model.graph();
      network = new Network(graph, model.weights().select(graph), Set.of(), engine);
      options = FineTune.epochs(1).batchSize(q.get("batch").asInt()).learningRate(1e-4);
    }
    fit(2);
    return Map.of("note", "stored statistics, input " + network.graph().inputShape());
  }

  Map<String, ?> stepRun(JsonNode q) {
    double seconds = q.get("seconds").asDouble();
    double rate = fit(2);
    int batches = Math.max(2, (int) Math.ceil(rate * seconds / options.feed().batchSize()));
    int images = batches * options.feed().batchSize();
    return Map.of("images", images, "seconds", images / fit(batches));
  }

  /** Images a second, without validation and without what precedes the first step. */
  private double fit(int batches) {
    Shape shape = network.graph().inputShape();
    var noise = Noise.examples(shape, batches * options.feed().batchSize(), 2);
    var all = new Frozen(List.of(network.boundary()), Optional.empty());
    History history =
        FitLoop.fit(
            network, all, epoch -> noise, Noise.examples(shape, 1, 2), options, weights -> {});
    return history.last().imagesPerSecond();
  }

  Map<String, ?> recipe(JsonNode q) {
    asked = q;
    return run(q.get("head_rate").asDouble(), q.get("rate").asDouble());
  }

  /** The next experiment on the same images and views: other rates. */
  Map<String, ?> next(JsonNode q) {
    return run(q.get("head_rate").asDouble(), q.get("rate").asDouble());
  }

  private Map<String, ?> run(double headRate, double rate) {
    Splits data = ImageSet.splits(Path.of(asked.get("folder").asText()));
    long start = System.nanoTime();
    try (TransferModel model = model(data)) {
      FineTune plan =
          FineTune.epochs(asked.get("epochs").asInt())
              .batchSize(asked.get("batch").asInt())
              .seed(asked.get("seed").asLong());
      TrainingSet train = training(data).views(asked.get("views").asInt());
      freeze(model);
      Layers last = Layers.last(4);
      History head = fineTune(model, train, data.validation(), plan.learningRate(headRate), last);
      double atHead = Clock.since(start);
      unfreeze(model, last);
      History tuned = fineTune(model, train, data.validation(), plan.learningRate(rate));
      return Map.of(
          "seconds",
          Clock.since(start),
          "headSeconds",
          atHead,
          "head",
          head.last().validationAccuracy(),
          "accuracy",
          tuned.last().validationAccuracy(),
          "weights",
          asked.get("weights").asText());
    }
  }

  /** Epochs of the head alone on one fixed view; the last of them finds everything kept. */
  Map<String, ?> headEpoch(JsonNode q) {
    Splits data = ImageSet.splits(Path.of(asked.get("folder").asText()));
    try (TransferModel model = model(data)) {
      freeze(model);
      FineTune plan = FineTune.epochs(5).batchSize(asked.get("batch").asInt());
      History history = fineTune(model, training(data).views(1), data.validation(), plan);
      return Map.of("images", history.last().imagesPerSecond(), "seconds", 1);
    }
  }

  private TrainingSet training(Splits data) {
    return augment(data.train(), Augmentation.randomResizedCrop().flip())
        .seed(asked.get("seed").asLong());
  }

  private TransferModel model(Splits data) {
    Backbone row = GraftWorker.backbone(asked.get("backbone").asText()).on(engine);
    long seed = asked.get("seed").asLong();
    boolean published = asked.get("weights").asText().equals("ImageNet");
    TransferModel model = published ? row.load() : row.untrained(seed);
    replaceHead(model, Head.classifier(data.classes()).dropout(0.2).seed(seed));
    return model;
  }
}
