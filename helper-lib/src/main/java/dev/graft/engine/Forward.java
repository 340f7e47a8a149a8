package dev.graft.engine;

import static dev.graft.engine.Normalizations.Result.SIX_MINUS_VALUE;
import static dev.graft.engine.Normalizations.Result.VALUE;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.graft.engine.Choice.Way;
import dev.graft.engine.Normalizations.Result;
import dev.graft.graph.Activation;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.Conv;
import dev.graft.graph.Graph;
import dev.graft.graph.Input;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Readers;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Set<String> moving;
  private final Choices choices;
  private final Map<String, Integer> reads;
  private final Map<String, Node> folded;
  private final Set<String> capped;

  /**
   * @param frozen names of nodes that run as at inference even while training
   * @param moving names of nodes whose statistics move while training
   * @param choices how kinds of layers are computed
   */
  Forward(Graph graph, Set<String> frozen, Set<String> moving, Choices choices) {
    graph.nodes().stream().filter(node -> !(node.op() instanceof Input)).forEach(Kernels::require);
    this.graph = graph;
    this.frozen = frozen;
    this.moving = moving;
    this.choices = choices;
    Readers readers = Readers.of(graph);
    this.reads = readers.counts();
    this.folded = readers.pairs(Conv.class::isInstance, BatchNorm.class::isInstance);
    this.capped = readers.pairs(BatchNorm.class::isInstance, Forward::isRelu6).keySet();
  }

  private static boolean isRelu6(Op op) {
    return op instanceof Activation activation
        && activation.function() == Activation.Function.RELU6;
  }

  /**
   * Runs the graph.
   *
   * @param inputs one for each of the graph's, {@code (N, …)}; stay open
   * @param parameters full name to array
   * @return its outputs, which the caller closes
   */
  NDList run(NDList inputs, Function<String, NDArray> parameters, Mode mode) {
    Map<String, NDArray> values = new HashMap<>();
    Set<NDArray> given = Collections.newSetFromMap(new IdentityHashMap<>());
    given.addAll(inputs);
    for (int i = 0; i < inputs.size(); i++) {
      String name = graph.inputs().get(i);
      values.put(name, TokenRows.turned(inputs.get(i), graph.shape(name)));
    }
    Map<String, Integer> left = new HashMap<>(reads);
    Map<String, Node> waiting = new HashMap<>();
    Set<String> belowSix = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Input) {
        continue;
      }
      Node norm = folded.get(node.name());
      if (norm != null && !updates(norm, mode)) {
        waiting.put(node.name(), node);
        continue;
      }
      Node convolution = waiting.get(node.inputs().get(0));
      Node source = convolution == null ? node : convolution;
      List<NDArray> read = source.inputs().stream().map(values::get).toList();
      NDArray value;
      if (convolution != null) {
        Result result = caps(node, mode) ? SIX_MINUS_VALUE : VALUE;
        value = Normalizations.folded(choices, convolution, node, read.get(0), parameters, result);
        if (result == SIX_MINUS_VALUE) {
          belowSix.add(node.name());
        }
      } else if (belowSix.contains(node.inputs().get(0))) {
        value = ActivationKernel.relu6FromBelowSix(read.get(0));
      } else {
        boolean still = frozen.contains(node.name());
        value =
            Kernels.compute(
                new Call(node, read, parameters, choices, mode, still, updates(node, mode)));
      }
      values.put(node.name(), value);
      source.inputs().forEach(name -> release(name, values, left, given));
    }
    return new NDList(graph.outputs().stream().map(name -> turned(name, values, given)).toList());
  }

  private NDArray turned(String name, Map<String, NDArray> values, Set<NDArray> given) {
    NDArray output = values.get(name);
    NDArray turned = TokenRows.turned(output, graph.shape(name));
    if (turned != output && !given.contains(output)) {
      output.close();
    }
    return turned;
  }

  /** Runs a graph of one input and one output. */
  NDArray run(NDArray input, Function<String, NDArray> parameters, Mode mode) {
    return run(new NDList(input), parameters, mode).get(0);
  }

  private boolean updates(Node norm, Mode mode) {
    return mode.training() && moving.contains(norm.name());
  }

  private boolean caps(Node norm, Mode mode) {
    return mode.training()
        && capped.contains(norm.name())
        && choices.is(Choice.RELU6, Way.RECTIFIERS);
  }

  private static void release(
      String name, Map<String, NDArray> values, Map<String, Integer> left, Set<NDArray> given) {
    NDArray value = values.get(name);
    if (left.merge(name, -1, Integer::sum) == 0 && !given.contains(value)) {
      value.close();
    }
  }
}
