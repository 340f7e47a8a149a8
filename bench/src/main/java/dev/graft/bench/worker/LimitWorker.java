package dev.graft.bench.worker;

import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.unfreeze;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.Backbone;
import dev.graft.TransferModel;
import dev.graft.engine.Engines;
import dev.graft.graph.Conv;
import dev.graft.graph.Graph;
import dev.graft.graph.Layers;
import dev.graft.graph.Linear;
import dev.graft.graph.Node;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What this machine could do at most: as many images as their multiplications take where nothing is
 * done but float32 products of large square matrices, by PyTorch's own library on as many threads
 * (the roof of Williams et al. 2009, Roofline). Layers of few channels cannot come near it.
 */
public final class LimitWorker {
  private static final Logger ENGINES = Logger.getLogger("ai.djl");
  private static final int SIDE = 1536;

  /** A step multiplies three times: forward, for the gradient of inputs, and of weights. */
  private static final int STEP = 3;

  private final NDManager manager = Engine.getEngine(Engines.PYTORCH).newBaseManager();
  private final NDArray left = manager.randomUniform(-1, 1, new Shape(SIDE, SIDE));
  private final NDArray right = manager.randomUniform(-1, 1, left.getShape());
  private long perImage;

  private LimitWorker() {}

  /**
   * Serves.
   *
   * @param arguments none that counts
   * @throws IOException when stdin fails
   */
  public static void main(String[] arguments) throws IOException {
    ENGINES.setLevel(Level.SEVERE);
    LimitWorker worker = new LimitWorker();
    new Service()
        .on("hello", q -> Map.of("version", "products of " + SIDE + " × " + SIDE))
        .on("features", worker::features)
        .on("features_body", worker::products)
        .on("step", worker::step)
        .on("step_run", worker::products)
        .serve();
  }

  private Map<String, ?> features(JsonNode q) {
    try (TransferModel model =
        GraftWorker.backbone(q.get("backbone").asText()).on(Engines.PYTORCH).untrained(0)) {
      return counted(model.graph(), 1);
    }
  }

  private Map<String, ?> step(JsonNode q) {
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.on(Engines.PYTORCH).untrained(0)) {
      Graph whole = model.graph();
      if (!q.get("slice").asText().equals("live")) {
        return counted(whole, STEP);
      }
      freeze(model);
      unfreeze(model, Layers.last(4));
      return counted(whole.after(model.boundary()), STEP);
    }
  }

  private Map<String, ?> counted(Graph graph, int times) {
    perImage = 0;
    for (Node node : graph.nodes()) {
      perImage += times * multiplications(graph, node);
    }
    return Map.of(
        "note", String.format(Locale.ROOT, "%.2f G multiply-adds an image", perImage / 1e9));
  }

  private static long multiplications(Graph graph, Node node) {
    if (node.op() instanceof Conv conv) {
      long inputs = (long) conv.in() / conv.groups() * conv.height() * conv.width();
      return graph.shape(node.name()).size() * inputs;
    }
    return node.op() instanceof Linear linear ? graph.shape(node.name()).size() * linear.in() : 0;
  }

  private Map<String, ?> products(JsonNode q) throws Exception {
    Map<String, ?> done =
        Clock.repeat(
            q.get("seconds").asDouble(),
            1,
            () -> {
              try (NDArray product = left.matMul(right)) {
                product.getFloat(0, 0);
              }
            });
    double each = (double) SIDE * SIDE * SIDE / perImage;
    return Map.of(
        "images",
        ((Number) done.get("images")).doubleValue() * each,
        "seconds",
        done.get("seconds"));
  }
}
