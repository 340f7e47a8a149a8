package dev.graft.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Parameter;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of a network behind the freeze boundary, with its parameters on the training device. One
 * lives as long as one call of {@code fineTune}; the model's own weights change only when {@link
 * #download} is published.
 */
final class LiveSlice implements AutoCloseable {
  private final Graph graph;
  private final NDManager manager;
  private final Forward forward;
  private final Set<String> frozen;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();
  private final Map<String, NDArray> learned = new LinkedHashMap<>();

  LiveSlice(Network network, String boundary, BatchNormStatistics statistics) {
    Engine engine = Engines.load(network.engine());
    this.graph = network.graph().after(boundary);
    this.manager = engine.newBaseManager();
    this.frozen = network.frozen();
    this.forward = new Forward(graph, network.frozen(), statistics);
    var trainable = network.trainable();
    graph
        .parameters()
        .forEach(
            (name, p) -> {
              NDArray array = Arrays.upload(manager, network.weights().get(name));
              arrays.put(name, array);
              if (trainable.contains(name)) {
                array.setRequiresGradient(true);
                learned.put(name, array);
              }
            });
  }

  /**
   * Computes what this slice gives for activations at the boundary. The caller closes it.
   *
   * @param instead arrays that stand for parameters of the same name
   */
  NDArray run(NDArray activations, Forward.Pass pass, Map<String, NDArray> instead) {
    return forward.run(activations, name -> instead.getOrDefault(name, arrays.get(name)), pass);
  }

  Graph graph() {
    return graph;
  }

  /** Opens a manager for one batch; closing it closes all that the batch made. */
  NDManager batch() {
    return manager.newSubManager();
  }

  /** Copies activations {@code (n, …)} to the device. */
  NDArray upload(NDManager batch, FloatBuffer activations, int n) {
    return Arrays.upload(batch, activations, n, graph.inputShape());
  }

  /** The parameters that learn, by full name. */
  Map<String, NDArray> learned() {
    return learned;
  }

  /** Names the parameters that collect gradients on the device. */
  Set<String> withGradient() {
    return arrays.keySet().stream()
        .filter(name -> arrays.get(name).hasGradient())
        .collect(Collectors.toSet());
  }

  NDManager manager() {
    return manager;
  }

  /** Counts the arrays that live on the device because of this slice. */
  int liveArrays() {
    return manager.getManagedArrays().size();
  }

  /** Sets parameters and statistics. */
  void upload(StateDict values) {
    values
        .tensors()
        .forEach(
            (name, tensor) -> {
              try (NDArray value = Arrays.upload(manager, tensor)) {
                value.copyTo(arrays.get(name));
              }
            });
  }

  /**
   * Reads back everything that training may have changed.
   *
   * @param instead arrays that stand for parameters of the same name
   */
  StateDict download(Map<String, NDArray> instead) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      for (Parameter p : node.op().parameters()) {
        String name = node.key(p);
        if (learned.containsKey(name) || !p.learned() && !frozen.contains(node.name())) {
          NDArray array = instead.getOrDefault(name, arrays.get(name));
          tensors.put(name, Arrays.download(array, p.shape()));
        }
      }
    }
    return StateDict.of(tensors);
  }

  @Override
  public void close() {
    manager.close();
  }
}
