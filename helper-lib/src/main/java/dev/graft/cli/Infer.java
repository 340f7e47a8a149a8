package dev.graft.cli;

import dev.graft.Backbone;
import dev.graft.engine.Bodies;
import dev.graft.engine.Engines;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs a raw, already preprocessed batch through a backbone, to compare Graft with another
 * framework.
 */
@Command(
    name = "infer",
    description = {
      "Run a preprocessed batch (N, 3, H, W) and write logits, or a stage's output.",
      "Maps are written as (N, C, H, W), tokens as (N, T, C): class token, registers, patches."
    },
    mixinStandardHelpOptions = true)
final class Infer implements Callable<Integer> {
  private static final int BATCH = 16;

  @Option(names = "--backbone", required = true, description = "name in the catalogue")
  private String backbone;

  @Option(names = "--weights", description = "weight file; without it that of the catalogue")
  private Path weights;

  @Option(names = "--engine", description = "MXNet, PyTorch or compiled; default: Graft's rule")
  private String engine;

  @Option(names = "--stage", description = "stage, group of stages or node; default: the logits")
  private String stage;

  @Option(names = "--input", required = true, description = "x.npy, (N, 3, H, W), float")
  private Path input;

  @Option(names = "--output", required = true, description = "y.npy to write")
  private Path output;

  @Override
  public Integer call() {
    Tensor x = Npy.read(input);
    if (x.shape().rank() != 4 || x.shape().get(1) != 3 || x.shape().get(2) != x.shape().get(3)) {
      throw new IllegalArgumentException(
          "input is %s, must be (N, 3, H, W) with H equal to W".formatted(x.shape()));
    }
    Backbone named = Backbone.named(backbone).size(x.shape().get(2));
    Backbone row = weights == null ? named : named.suiting(weights);
    StateDict all = row.weights(weights == null ? row.file() : weights);
    Graph slice = slice(row.graph(), all);
    try (Body body = Bodies.on(slice, all.select(slice), engine())) {
      Tensor y = run(body, x);
      Npy.write(output, y);
      System.out.printf(
          "%s %s on %s -> %s %s%n", full(row), slice.output(), engine(), output, y.shape());
    }
    return 0;
  }

  /** Names the weight set too, whether it was asked for or told by the file. */
  private static String full(Backbone row) {
    boolean one = row.weightSets().size() == 1 || row.name().contains(":");
    return one ? row.name() : row.name() + ":" + row.weightSet().name();
  }

  private String engine() {
    if (engine == null) {
      return Engines.choose();
    }
    return engine.equalsIgnoreCase(Bodies.COMPILED) ? Bodies.COMPILED : Engines.named(engine);
  }

  private Graph slice(Graph graph, StateDict all) {
    if (stage != null) {
      return graph.until(stage);
    }
    List<Stage> stages = graph.stages();
    Stage head = stages.get(stages.size() - 1);
    boolean topless = head.nodes().stream().noneMatch(n -> all.names().contains(n + ".weight"));
    return topless ? graph.until(stages.get(stages.size() - 2).name()) : graph;
  }

  private static Tensor run(Body body, Tensor x) {
    int n = x.shape().get(0);
    int in = Math.toIntExact(body.inputShape().size());
    int out = Math.toIntExact(body.outputShape().size());
    FloatBuffer result = FloatBuffer.allocate(Math.multiplyExact(n, out));
    FloatBuffer chunk = DirectFloats.of(BATCH * in);
    FloatBuffer answer = DirectFloats.of(BATCH * out);
    FloatBuffer values = x.values();
    for (int from = 0; from < n; from += BATCH) {
      int count = Math.min(BATCH, n - from);
      chunk.clear().put(values.slice(from * in, count * in));
      body.run(chunk.clear(), count, answer.clear());
      result.put(from * out, answer, 0, count * out);
    }
    List<Integer> shape = new ArrayList<>(List.of(n));
    shape.addAll(body.outputShape().dimensions());
    Tensor y = new Tensor(new Shape(shape), result);
    return body.outputShape().rank() == 2 ? rows(y) : y;
  }

  /** Lays out tokens, (N, C, T), as other frameworks do. */
  private static Tensor rows(Tensor tokens) {
    int n = tokens.shape().get(0);
    int channels = tokens.shape().get(1);
    int count = tokens.shape().get(2);
    FloatBuffer from = tokens.values();
    FloatBuffer to = FloatBuffer.allocate(from.remaining());
    for (int i = 0; i < to.capacity(); i++) {
      int of = i / (channels * count);
      to.put(i, from.get((of * channels + i % channels) * count + i / channels % count));
    }
    return new Tensor(Shape.of(n, count, channels), to);
  }
}
