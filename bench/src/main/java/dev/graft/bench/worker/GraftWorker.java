package dev.graft.bench.worker;

import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.Int8;
import dev.graft.TransferModel;
import dev.graft.Version;
import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.engine.Bodies;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.infer.Body;
import dev.graft.infer.Quantization;
import dev.graft.train.Outputs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Graft, on one training engine, through its public verbs where there is one. */
public final class GraftWorker {
  private static final Logger ENGINES = Logger.getLogger("ai.djl");

  private static final int CALIBRATING = 64;

  private final String engine;
  private Body body;
  private InputContract contract;
  private FloatBuffer in;
  private FloatBuffer out;
  private int batch;

  private GraftWorker(String engine) {
    this.engine = engine;
  }

  /**
   * Serves.
   *
   * @param arguments the training engine
   * @throws IOException when stdin fails
   */
  public static void main(String[] arguments) throws IOException {
    ENGINES.setLevel(Level.SEVERE);
    GraftWorker worker = new GraftWorker(arguments[0]);
    GraftTraining training = new GraftTraining(arguments[0]);
    GraftTexts texts = new GraftTexts(arguments[0]);
    new Service()
        .on("hello", x -> Map.of("version", "Graft " + Version.current()))
        .on("features", worker::features)
        .on("features_body", worker::body)
        .on("features_files", worker::files)
        .on("step", training::step)
        .on("step_run", training::stepRun)
        .on("recipe", training::recipe)
        .on("recipe_next", training::next)
        .on("head_epoch", training::headEpoch)
        .on("text_features", texts::open)
        .on("text_features_run", texts::features)
        .on("text_step", texts::step)
        .on("text_step_run", texts::stepRun)
        .on("text_recipe", texts::recipe)
        .on("text_next", texts::next)
        .on("segmentation", new GraftMasks(arguments[0])::recipe)
        .on("growth", new GraftGrowth(arguments[0])::run)
        .serve();
  }

  static Backbone backbone(String name) {
    try {
      return Backbone.named(name);
    } catch (IllegalArgumentException e) {
      throw new Service.AbsentException(e.getMessage());
    }
  }

  private Map<String, ?> features(JsonNode q) throws IOException {
    if (body != null) {
      body.close();
    }
    batch = q.get("batch").asInt();
    Backbone row = backbone(q.get("backbone").asText());
    contract = row.contract();
    try (TransferModel model = row.on(engine).untrained(0)) {
      Graph graph = model.graph();
      Graph pooled =
          graph.outputShape().rank() == 3
              ? GraphBuilder.onto(graph).globalAveragePool("features").build()
              : graph;
      body = Bodies.of(pooled, model.weights(), engine, quantization(model, q));
    }
    in = direct(batch * body.inputShape().size());
    out = direct(batch * body.outputShape().size());
    Random random = new Random(0);
    for (int i = 0; i < in.capacity(); i++) {
      in.put(i, random.nextFloat());
    }
    body.run(in, batch, out);
    return Map.of("note", "");
  }

  /** In float, unless photos to calibrate on are named. */
  private static Optional<Quantization> quantization(TransferModel model, JsonNode q)
      throws IOException {
    if (!q.has("calibration")) {
      return Optional.empty();
    }
    String folder = q.get("calibration").asText();
    replaceHead(model, Head.classifier(List.of("one", "other")));
    freeze(model, Int8.on(ImageSet.unlabelled(Pictures.in(folder, CALIBRATING))));
    return Optional.of(model.int8().orElseThrow().quantization());
  }

  private Map<String, ?> body(JsonNode q) throws Exception {
    return Clock.repeat(q.get("seconds").asDouble(), batch, () -> body.run(in, batch, out));
  }

  private Map<String, ?> files(JsonNode q) throws IOException {
    ImageSet images =
        ImageSet.unlabelled(Pictures.in(q.get("folder").asText(), q.get("limit").asInt()));
    long start = System.nanoTime();
    float[][] rows = Outputs.of("extracting features", body, images.inputs(contract));
    return Map.of("images", rows.length, "seconds", Clock.since(start));
  }

  private static FloatBuffer direct(long floats) {
    return ByteBuffer.allocateDirect(Math.toIntExact(floats * Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
