package dev.graft.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Computes a graph with a DJL engine, node by node, and closes each intermediate array after its
 * last use (autograd keeps what it needs).
 *
 * <p>A batch normalization with stored statistics is folded into the convolution before it on the
 * fly: as arithmetic on activations it would be slow, and as the engine's own op MXNet refuses it
 * while gradients are collected.
 */
final class Forward {
  private final Graph graph;
  private final Set<String> frozen;
  private final BatchNormStatistics statistics;
  private final Map<String, Integer> uses = new HashMap<>();
  private final Set<String> folded = new HashSet<>();

  /**
   * @param frozen names of nodes that run as at inference even while training
   * @param statistics of the batch normalizations that are not frozen, while training
   */
  Forward(Graph graph, Set<String> frozen, BatchNormStatistics statistics) {
    this.graph = graph;
    this.frozen = frozen;
    this.statistics = statistics;
    graph.nodes().forEach(node -> node.inputs().forEach(i -> uses.merge(i, 1, Integer::sum)));
    uses.merge(graph.output(), 1, Integer::sum);
    Map<String, Node> byName = new HashMap<>();
    for (Node node : graph.nodes()) {
      byName.put(node.name(), node);
      if (node.op() instanceof Op.Onnx) {
        throw new IllegalStateException(
            "layer \""
                + node.name()
                + "\" is an ONNX model, which only ONNX Runtime can run; no training engine can");
      }
      if (node.op() instanceof Op.BatchNorm) {
        Node before = byName.get(node.inputs().get(0));
        if (before.op() instanceof Op.Conv && uses.get(before.name()) == 1) {
          folded.add(before.name());
        }
      }
    }
  }

  /** One pass: at inference, or training with the seed of its dropout masks. */
  record Pass(boolean training, long seed) {
    static final Pass INFERENCE = new Pass(false, 0);

    static Pass training(long seed) {
      return new Pass(true, seed);
    }
  }

  /**
   * Runs the graph.
   *
   * @param input {@code (N, C, H, W)} or {@code (N, C)}; stays open
   * @param parameters full name to array
   * @return the output, which the caller closes
   */
  NDArray run(NDArray input, Function<String, NDArray> parameters, Pass pass) {
    Map<String, NDArray> values = new HashMap<>();
    Map<String, Integer> left = new HashMap<>(uses);
    Map<String, Node> waiting = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Input) {
        values.put(node.name(), input);
      } else if (folded.contains(node.name()) && !updates(successor(node), pass)) {
        waiting.put(node.name(), node);
        continue;
      } else {
        Node convolution = waiting.get(node.inputs().get(0));
        Node source = convolution == null ? node : convolution;
        List<NDArray> inputs = source.inputs().stream().map(values::get).toList();
        NDArray value =
            convolution == null
                ? compute(node, inputs, parameters, pass)
                : convolveNormalized(convolution, node, inputs.get(0), parameters);
        values.put(node.name(), value);
        source.inputs().forEach(name -> release(name, values, left, input));
      }
    }
    return values.get(graph.output());
  }

  private Node successor(Node convolution) {
    return graph.nodes().stream()
        .filter(n -> n.inputs().contains(convolution.name()))
        .findFirst()
        .orElseThrow();
  }

  private boolean updates(Node batchNorm, Pass pass) {
    return pass.training()
        && statistics == BatchNormStatistics.UPDATED
        && !frozen.contains(batchNorm.name());
  }

  private static void release(
      String name, Map<String, NDArray> values, Map<String, Integer> left, NDArray input) {
    NDArray value = values.get(name);
    if (left.merge(name, -1, Integer::sum) == 0 && value != input) {
      value.close();
    }
  }

  private NDArray compute(
      Node node, List<NDArray> inputs, Function<String, NDArray> parameters, Pass pass) {
    NDArray x = inputs.get(0);
    Function<String, NDArray> own = name -> parameters.apply(node.name() + "." + name);
    if (node.op() instanceof Op.Conv conv) {
      return Convolutions.convolve(
          conv, x, own.apply("weight"), conv.bias() ? own.apply("bias") : null);
    } else if (node.op() instanceof Op.BatchNorm norm) {
      return updates(node, pass) ? updating(norm, x, own) : normalized(norm, x, own);
    } else if (node.op() instanceof Op.Activation activation) {
      return activate(activation, x);
    } else if (node.op() instanceof Op.Add) {
      return x.add(inputs.get(1));
    } else if (node.op() instanceof Op.MaxPool pool) {
      return Pools.max(pool, x);
    } else if (node.op() instanceof Op.AdaptiveAveragePool pool) {
      return Pools.average(pool, x);
    } else if (node.op() instanceof Op.GlobalAveragePool) {
      return Pool.globalAvgPool2d(x);
    } else if (node.op() instanceof Op.Flatten) {
      return x.reshape(x.getShape().get(0), -1);
    } else if (node.op() instanceof Op.Linear) {
      return Linear.linear(x, own.apply("weight"), own.apply("bias")).singletonOrThrow();
    } else if (node.op() instanceof Op.Dropout dropout) {
      boolean drops = pass.training() && dropout.rate() > 0 && !frozen.contains(node.name());
      return drops ? drop(dropout, x, pass.seed() ^ node.name().hashCode()) : x.mul(1);
    }
    throw new IllegalArgumentException("no engine code for " + node);
  }

  /** Folds the statistics into weight and bias; the gradient flows through these small arrays. */
  private static NDArray convolveNormalized(
      Node convolution, Node norm, NDArray x, Function<String, NDArray> parameters) {
    Op.Conv conv = (Op.Conv) convolution.op();
    Function<String, NDArray> own = name -> parameters.apply(norm.name() + "." + name);
    return Temporaries.allBut(
        () -> {
          NDArray scale = scale((Op.BatchNorm) norm.op(), own);
          NDArray weight = parameters.apply(convolution.name() + ".weight");
          NDArray shift = own.apply("running_mean").neg();
          if (conv.bias()) {
            shift = shift.add(parameters.apply(convolution.name() + ".bias"));
          }
          NDArray bias = own.apply("bias").add(shift.mul(scale));
          return Convolutions.convolve(conv, x, weight.mul(scale.reshape(-1, 1, 1, 1)), bias);
        });
  }

  private static NDArray normalized(Op.BatchNorm norm, NDArray x, Function<String, NDArray> own) {
    return Temporaries.allBut(
        () -> {
          NDArray scale = scale(norm, own);
          NDArray bias = own.apply("bias").sub(own.apply("running_mean").mul(scale));
          return x.mul(scale.reshape(1, -1, 1, 1)).add(bias.reshape(1, -1, 1, 1));
        });
  }

  private static NDArray scale(Op.BatchNorm norm, Function<String, NDArray> own) {
    return own.apply("weight").div(own.apply("running_var").add(norm.epsilon()).sqrt());
  }

  private static NDArray updating(Op.BatchNorm norm, NDArray x, Function<String, NDArray> own) {
    return x.getNDArrayInternal()
        .batchNorm(
            x,
            own.apply("running_mean"),
            own.apply("running_var"),
            own.apply("weight"),
            own.apply("bias"),
            1,
            0.9f,
            (float) norm.epsilon(),
            true)
        .get(0);
  }

  private static NDArray activate(Op.Activation activation, NDArray x) {
    return switch (activation.function()) {
      case RELU -> Activation.relu(x);
      case RELU6 -> x.clip(0, 6);
      case SIGMOID -> Activation.sigmoid(x);
      case TANH -> Activation.tanh(x);
    };
  }

  /** The mask comes from Java, so that it depends on the seed alone and on no engine's state. */
  private static NDArray drop(Op.Dropout dropout, NDArray x, long seed) {
    var random = new SplittableRandom(seed);
    float[] mask = new float[Math.toIntExact(x.size())];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < dropout.rate() ? 0 : (float) (1 / (1 - dropout.rate()));
    }
    try (NDArray array = x.getManager().create(mask, x.getShape())) {
      return x.mul(array);
    }
  }
}
