package dev.graft.engine;

import dev.graft.data.ContentKey;
import dev.graft.data.Examples;
import dev.graft.data.Given;
import dev.graft.data.InputContract;
import dev.graft.data.Inputs;
import dev.graft.graph.Activation.Function;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Parameter;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A network with every op that the families use, small enough to train in a blink. */
public final class TinyNetwork {
  public static final int SIZE = 17;
  public static final InputContract CONTRACT = InputContract.rgb(SIZE, 127.5f, 127.5f, 1);

  private TinyNetwork() {}

  public static Graph graph(int classes) {
    GraphBuilder net = GraphBuilder.input("tiny", 3, SIZE, SIZE);
    net.conv("conv1", 8, 3, 2, net.same(3, 2)).batchNorm("bn1", 1e-3).relu6("act1").stage("stem");
    net.depthwise("dw1", 5, 2, new dev.graft.graph.Padding(1, 1, 2, 2));
    net.batchNorm("bn2", 1e-3).relu6("act2").pointwise("pw1", 8).batchNorm("bn3", 1e-3);
    net.block("block1");
    String skip = net.last();
    net.depthwise("dw2", 3, 1, net.same(3, 1)).batchNorm("bn4", 1e-3).relu6("act3");
    net.pointwise("pw2", 8).batchNorm("bn5", 1e-3).add("add", skip).batchNorm("bn6", 1e-3);
    net.block("block2");
    net.globalAveragePool("head.pool").linear("head.dense1", 6);
    net.activation("head.act1", Function.TANH).dropout("head.dropout2", 0.25);
    return net.linear("head.classifier", classes).head();
  }

  public static StateDict weights(Graph graph, long seed) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    graph
        .parameters()
        .forEach((name, p) -> tensors.put(name, tensor(p, new Random(seed ^ name.hashCode()))));
    return StateDict.of(tensors);
  }

  private static Tensor tensor(Parameter p, Random random) {
    float[] values = new float[Math.toIntExact(p.shape().size())];
    double spread =
        p.shape().rank() == 1 ? 0.2 : Math.sqrt(2.0 * p.shape().get(0) / p.shape().size());
    for (int i = 0; i < values.length; i++) {
      double base =
          p.name().equals("running_var") || p.shape().rank() == 1 && p.name().equals("weight")
              ? 1
              : 0;
      values[i] =
          (float) (base + (base == 1 ? 0.2 * random.nextDouble() : spread * random.nextGaussian()));
    }
    return Tensor.of(p.shape(), values);
  }

  public static Network network(String engine, String... frozenStages) {
    Graph graph = graph(3);
    Set<String> frozen = new HashSet<>();
    for (String stage : frozenStages) {
      graph.stages().stream()
          .filter(s -> s.name().equals(stage))
          .forEach(s -> frozen.addAll(s.nodes()));
    }
    return new Network(graph, weights(graph, 1), frozen, engine);
  }

  /** Images whose class is the brightest channel, with noise. */
  public static Examples images(int count, long seed) {
    Inputs inputs =
        Given.inputs(
            count,
            CONTRACT.inputs().get(0),
            (index, into) -> {
              Random random = new Random(seed * 31 + index);
              for (int c = 0; c < 3; c++) {
                for (int i = 0; i < SIZE * SIZE; i++) {
                  into[0].put((float) (random.nextGaussian() + (c == index % 3 ? 1 : 0)));
                }
              }
            });
    String set = Long.toString(seed);
    return Given.labelled(
        Given.keyed(inputs, index -> ContentKey.of("tiny", set, Integer.toString(index))),
        index -> index % 3);
  }
}
