package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.graft.engine.Choice.Way;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Padding;
import dev.graft.memory.DirectFloats;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Measures which way each {@link Choice} is computed fastest: values and gradients of two blocks as
 * mobile networks have them, one of large maps and one of many channels. The ways take turns, so
 * that a machine which is busy for a while is so for all of them.
 *
 * @param choices the fastest, of those that differ
 * @param relative how long a pass takes with one way of one choice, by how long it takes with the
 *     choice's first way right before; median
 */
record ChoiceTrials(Choices choices, Map<Way, Double> relative) {
  private static final int BATCH = 16;
  private static final int ROUNDS = 7;

  /** How fast another way must be: above that it is noise, as equal ways were seen 0.06 apart. */
  private static final double CLEARLY = 0.92;

  /** Something that is timed. */
  interface Pass {
    /** Runs once. */
    void run(Choices choices);
  }

  /** Measures an engine, which is loaded. */
  static ChoiceTrials of(String engine) {
    List<Graph> blocks = List.of(block(24, 28), block(192, 7));
    try (NDManager manager = Engines.load(engine).newBaseManager()) {
      List<Pass> passes = blocks.stream().map(block -> pass(block, manager)).toList();
      synchronized (Engines.COLLECTING) {
        return of(choices -> passes.forEach(pass -> pass.run(choices)));
      }
    }
  }

  /** Measures any work. */
  static ChoiceTrials of(Pass pass) {
    Map<Way, List<Double>> all = new LinkedHashMap<>();
    for (int round = -1; round < ROUNDS; round++) { // in the first, libraries set themselves up
      for (Choice choice : Choice.values()) {
        double first = 0;
        for (Way way : choice.ways()) {
          long begun = System.nanoTime();
          pass.run(Choices.FIRST.with(choice, way));
          double seconds = (System.nanoTime() - begun) / 1e9;
          first = first == 0 ? seconds : first;
          if (round >= 0) {
            all.computeIfAbsent(way, w -> new ArrayList<>()).add(seconds / first);
          }
        }
      }
    }
    Map<Way, Double> medians = new LinkedHashMap<>();
    all.forEach((way, ratios) -> medians.put(way, median(ratios)));
    return new ChoiceTrials(fastest(medians), medians);
  }

  static Choices fastest(Map<Way, Double> relative) {
    Choices fastest = Choices.FIRST;
    for (Choice choice : Choice.values()) {
      double best = CLEARLY;
      for (Way way : choice.ways()) {
        if (relative.get(way) < best) {
          best = relative.get(way);
          fastest = fastest.with(choice, way);
        }
      }
    }
    return fastest;
  }

  private static double median(List<Double> ratios) {
    double[] sorted = ratios.stream().mapToDouble(s -> s).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Sandler et al. 2018 (arXiv 1801.04381), section 3.3, with six times the channels inside. */
  private static Graph block(int channels, int size) {
    GraphBuilder net = GraphBuilder.input("trial", channels, size, size);
    net.pointwise("expand", 6 * channels).batchNorm("bn1", 1e-3).relu6("act1");
    net.depthwise("filter", 3, 1, new Padding(1, 1, 1, 1)).batchNorm("bn2", 1e-3).relu6("act2");
    return net.pointwise("project", channels).batchNorm("bn3", 1e-3).block("block").build();
  }

  private static Pass pass(Graph block, NDManager manager) {
    Map<String, NDArray> weights = new HashMap<>();
    block
        .parameters()
        .forEach(
            (name, parameter) -> {
              float[] values = new float[Math.toIntExact(parameter.shape().size())];
              Arrays.fill(values, name.endsWith("var") ? 1 : 0.01f);
              NDArray array = DeviceArrays.upload(manager, Tensor.of(parameter.shape(), values));
              array.setRequiresGradient(parameter.learned());
              weights.put(name, array);
            });
    FloatBuffer samples = DirectFloats.of(Math.toIntExact(BATCH * block.inputShape().size()));
    for (int i = 0; i < samples.capacity(); i++) {
      samples.put(i, (float) Math.sin(i));
    }
    return choices -> {
      Forward forward = new Forward(block, Set.of(), Set.of(), choices);
      try (NDManager batch = manager.newSubManager();
          GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray x = DeviceArrays.upload(batch, samples, BATCH, block.inputShape());
        x.setRequiresGradient(true);
        NDArray loss = forward.run(x, weights::get, Mode.training(1)).sum();
        collector.backward(loss);
        loss.getFloat(); // waits for the engine
      }
    };
  }

  /** Says how long a pass takes, way by way. */
  @Override
  public String toString() {
    return relative.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }
}
