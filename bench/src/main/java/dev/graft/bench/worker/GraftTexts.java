package dev.graft.bench.worker;

import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.Head;
import dev.graft.TextEncoder;
import dev.graft.TransferModel;
import dev.graft.data.Examples;
import dev.graft.data.TextSet;
import dev.graft.engine.Bodies;
import dev.graft.engine.Network;
import dev.graft.graph.Layers;
import dev.graft.infer.Body;
import dev.graft.train.FineTune;
import dev.graft.train.FitLoop;
import dev.graft.train.Frozen;
import dev.graft.train.History;
import dev.graft.train.Outputs;
import dev.graft.train.Schedule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sentences: frozen, the recipe, the next experiment, a step of all layers. */
final class GraftTexts {
  private static final double DECAY = 0.01;
  private static final double WARM_UP = 0.2;

  private final String engine;
  private JsonNode asked;
  private Body body;
  private TransferModel whole;

  GraftTexts(String engine) {
    this.engine = engine;
  }

  /** Opens the frozen body; what it is fed is tokenized anew each time. */
  Map<String, ?> open(JsonNode q) {
    asked = q;
    close();
    whole = encoder().load();
    body = Bodies.of(whole.graph(), whole.weights(), engine);
    return Map.of("note", "batches of one length");
  }

  Map<String, ?> features(JsonNode q) {
    TextSet texts = texts("held");
    long start = System.nanoTime();
    var inputs = texts.inputs(whole.textContract());
    float[][] rows = Outputs.of("extracting features", body, inputs);
    return Map.of("images", rows.length, "seconds", Clock.since(start));
  }

  /** Opens the whole encoder with a head, all of it to learn. */
  Map<String, ?> step(JsonNode q) {
    asked = q;
    close();
    whole = model(texts("train"));
    unfreeze(whole, Layers.all());
    return Map.of("note", "no dropout, like lengths together");
  }

  /** Texts a second of an epoch, without validation and without what precedes the first step. */
  Map<String, ?> stepRun(JsonNode q) {
    var network = new Network(whole.graph(), whole.weights(), Set.of(), engine);
    Examples train = texts("train").examples(whole.textContract());
    Examples held = texts("held").take(2, 1).examples(whole.textContract());
    var all = new Frozen(List.of(network.boundary()), Optional.empty());
    FineTune plan = plan(1, 2e-5).weightDecay(DECAY);
    History history = FitLoop.fit(network, all, epoch -> train, held, plan, weights -> {});
    return Map.of("images", history.last().imagesPerSecond(), "seconds", 1);
  }

  Map<String, ?> recipe(JsonNode q) {
    asked = q;
    close();
    return run(q.get("head_rate").asDouble(), q.get("rate").asDouble(), q.get("layers").asText());
  }

  /** The next experiment on the same texts: a head at another rate. */
  Map<String, ?> next(JsonNode q) {
    return run(q.get("head_rate").asDouble(), 0, "head");
  }

  private Map<String, ?> run(double headRate, double rate, String layers) {
    TextSet train = texts("train");
    TextSet held = texts("held");
    long start = System.nanoTime();
    try (TransferModel model = model(train)) {
      freeze(model);
      FineTune plan = plan(asked.get("head_epochs").asInt(), headRate);
      History history = fineTune(model, train, held, plan.schedule(Schedule.cosine()));
      double head = history.last().validationAccuracy();
      double atHead = Clock.since(start);
      if (!layers.equals("head")) {
        unfreeze(
            model, layers.equals("all") ? Layers.all() : Layers.last(Integer.parseInt(layers)));
        plan = plan(asked.get("epochs").asInt(), rate).weightDecay(DECAY);
        plan = plan.schedule(Schedule.cosine().warmUp(WARM_UP));
        history = fineTune(model, train, held, plan);
      }
      return Map.of(
          "seconds",
          Clock.since(start),
          "headSeconds",
          atHead,
          "head",
          head,
          "accuracy",
          history.last().validationAccuracy());
    }
  }

  private FineTune plan(int epochs, double rate) {
    return FineTune.epochs(epochs)
        .adamW()
        .learningRate(rate)
        .batchSize(asked.get("batch").asInt())
        .seed(asked.get("seed").asLong());
  }

  private TransferModel model(TextSet train) {
    TransferModel model = encoder().load();
    long seed = asked.get("seed").asLong();
    replaceHead(model, Head.classifier(train.classes()).dropout(0.1).seed(seed));
    return model;
  }

  private TextEncoder encoder() {
    String name = asked.get("encoder").asText();
    return TextEncoder.named(name)
        .orElseThrow(() -> new Service.AbsentException("no encoder \"" + name + "\""))
        .on(engine);
  }

  private TextSet texts(String part) {
    return TextSet.tabs(Path.of(asked.get(part).asText()), "text", "label");
  }

  private void close() {
    if (body != null) {
      body.close();
      body = null;
    }
    if (whole != null) {
      whole.close();
      whole = null;
    }
  }
}
