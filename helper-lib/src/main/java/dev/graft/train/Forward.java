package dev.graft.train;

import static dev.graft.graph.Op.Activation.Function.RELU6;
import static dev.graft.train.Normalizations.Result.SIX_MINUS_VALUE;
import static dev.graft.train.Normalizations.Result.VALUE;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;
import dev.graft.graph.AveragePool;
import dev.graft.graph.Concat;
import dev.graft.graph.Graph;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.LayerScale;
import dev.graft.graph.Multiply;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.train.Normalizations.Result;
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
  private final Set<String> capped = new HashSet<>();

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
      if (node.op() instanceof Op.Djl) {
        throw new IllegalStateException(
            "layer \""
                + node.name()
                + "\" is a model of DJL's, which is no block of this network's");
      }
      if (node.op() instanceof Op.BatchNorm) {
        Node before = byName.get(node.inputs().get(0));
        if (before.op() instanceof Op.Conv && uses.get(before.name()) == 1) {
          folded.add(before.name());
        }
      }
      if (node.op() instanceof Op.Activation activation && activation.function() == RELU6) {
        Node before = byName.get(node.inputs().get(0));
        if (before.op() instanceof Op.BatchNorm && uses.get(before.name()) == 1) {
          capped.add(before.name());
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
    Set<String> belowSix = new HashSet<>();
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
        NDArray value;
        if (convolution != null) {
          Result result = caps(node, input, pass) ? SIX_MINUS_VALUE : VALUE;
          value = Normalizations.folded(convolution, node, inputs.get(0), parameters, result);
          if (result == SIX_MINUS_VALUE) {
            belowSix.add(node.name());
          }
        } else if (belowSix.contains(node.inputs().get(0))) {
          value = relu6FromBelowSix(inputs.get(0));
        } else {
          value = compute(node, inputs, parameters, pass);
        }
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

  private boolean caps(Node batchNorm, NDArray input, Pass pass) {
    return pass.training() && capped.contains(batchNorm.name()) && Engines.isPyTorch(input);
  }

  /**
   * Computes {@code relu6(z)} as {@code relu(6 − relu(6 − z))}: PyTorch's clip has a gradient of
   * four slow passes over the activations. Measured: a fifth more images a second.
   */
  private static NDArray relu6FromBelowSix(NDArray sixMinusZ) {
    return Temporaries.allBut(
        () -> {
          NDArray six = sixMinusZ.getManager().create(6f);
          return Activation.relu(six.sub(Activation.relu(sixMinusZ)));
        });
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
      return updates(node, pass)
          ? Normalizations.updating(norm, x, own)
          : Normalizations.stored(norm, x, own);
    } else if (node.op() instanceof Op.Activation activation) {
      return activate(activation, x);
    } else if (node.op() instanceof Op.Add) {
      return x.add(inputs.get(1));
    } else if (node.op() instanceof Multiply) {
      return x.mul(inputs.get(1));
    } else if (node.op() instanceof Op.MaxPool pool) {
      return Pools.max(pool, x);
    } else if (node.op() instanceof Op.AdaptiveAveragePool pool) {
      return Pools.average(pool, x);
    } else if (node.op() instanceof Op.GlobalAveragePool) {
      return Pool.globalAvgPool2d(x);
    } else if (node.op() instanceof Op.Flatten) {
      return x.reshape(x.getShape().get(0), -1);
    } else if (node.op() instanceof Op.Linear linear) {
      return Convolutions.linear(linear, x, own.apply("weight"), own.apply("bias"));
    } else if (node.op() instanceof AveragePool pool) {
      return Pools.average(pool, x);
    } else if (node.op() instanceof Concat) {
      return NDArrays.concat(new NDList(inputs), 1);
    } else if (node.op() instanceof LayerNorm norm) {
      return Normalizations.overChannels(norm, x, own);
    } else if (node.op() instanceof LayerScale) {
      return x.mul(own.apply("layer_scale"));
    } else if (node.op() instanceof Op.Dropout dropout) {
      boolean drops = pass.training() && dropout.rate() > 0 && !frozen.contains(node.name());
      return drops ? drop(dropout, x, pass.seed() ^ node.name().hashCode()) : x.add(0);
    }
    throw new IllegalArgumentException("no engine code for " + node);
  }

  private static NDArray activate(Op.Activation activation, NDArray x) {
    return switch (activation.function()) {
      case RELU -> Activation.relu(x);
      case RELU6 -> x.clip(0, 6);
      case SIGMOID -> Activation.sigmoid(x);
      case SILU -> Temporaries.allBut(() -> x.mul(Activation.sigmoid(x)));
      case TANH -> Activation.tanh(x);
      case GELU -> Activation.gelu(x);
    };
  }

  /** The mask comes from Java, so that it depends on the seed alone and on no engine's state. */
  private static NDArray drop(Op.Dropout dropout, NDArray x, long seed) {
    var random = new SplittableRandom(seed);
    float[] mask = new float[Math.toIntExact(x.size())];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < dropout.rate() ? 0 : (float) (1 / (1 - dropout.rate()));
    }
    try (NDArray array = Arrays.constant(x.getManager(), mask, x.getShape())) {
      return x.mul(array);
    }
  }
}
