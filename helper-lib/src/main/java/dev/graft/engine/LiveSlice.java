package dev.graft.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.graph.Cut;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.Node;
import dev.graft.graph.Parameter;
import dev.graft.infer.WholeInputs;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of a network behind the freeze boundary, with its parameters on the training device. One
 * lives as long as one call of {@code fineTune}; the model's own weights change only when {@link
 * #download} is published.
 */
public final class LiveSlice implements AutoCloseable {
  private final Graph graph;
  private final WholeInputs whole;
  private final NDManager manager;
  private final Forward forward;
  private final Set<String> frozen;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();
  private final Map<String, NDArray> learned = new LinkedHashMap<>();

  /**
   * Copies the parameters behind a boundary to the device.
   *
   * @param network as training begins
   * @param boundary at which values enter
   * @param moving names of nodes whose statistics move while training
   */
  public LiveSlice(Network network, Cut boundary, Set<String> moving) {
    Engine engine = Engines.load(network.engine());
    this.graph = network.graph().after(boundary);
    this.whole = WholeInputs.of(graph);
    this.manager = engine.newBaseManager();
    this.frozen = network.frozen();
    this.forward = new Forward(graph, network.frozen(), moving, ChosenWays.of(network.engine()));
    var trainable = network.trainable();
    graph
        .parameters()
        .forEach(
            (name, p) -> {
              NDArray array = DeviceArrays.upload(manager, network.weights().get(name));
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
   * @param activations {@code (N, …)}, one a value of the boundary; stay open
   * @param mode at inference or training
   * @param instead arrays that stand for parameters of the same name
   * @return the network's output
   */
  public NDArray run(NDList activations, Mode mode, Map<String, NDArray> instead) {
    return forward
        .run(activations, name -> instead.getOrDefault(name, arrays.get(name)), mode)
        .singletonOrThrow();
  }

  /**
   * Gives the slice's graph.
   *
   * @return its input stands for the boundary
   */
  public Graph graph() {
    return graph;
  }

  /**
   * Opens a manager for one batch; closing it closes all that the batch made.
   *
   * @return the manager
   */
  public NDManager batch() {
    return manager.newSubManager();
  }

  /**
   * Copies activations to the device.
   *
   * @param batch manager of the new arrays
   * @param activations {@code (N, …)}, one buffer a value of the boundary
   * @param extent how many, and how long they are
   * @return the arrays
   * @throws IllegalArgumentException when there is an id or a mask's value that there is not
   */
  public NDList upload(NDManager batch, List<FloatBuffer> activations, Extent extent) {
    whole.check(activations, extent);
    return DeviceArrays.upload(batch, activations, extent, graph.shapes(graph.inputs()));
  }

  /**
   * Gives the parameters that learn.
   *
   * @return by full name
   */
  public Map<String, NDArray> learned() {
    return learned;
  }

  /**
   * Names the parameters that collect gradients on the device.
   *
   * @return full names
   */
  public Set<String> withGradient() {
    return arrays.keySet().stream()
        .filter(name -> arrays.get(name).hasGradient())
        .collect(Collectors.toSet());
  }

  /**
   * Gives the manager that owns the parameters.
   *
   * @return open until this slice is closed
   */
  public NDManager manager() {
    return manager;
  }

  /**
   * Counts the arrays that live on the device because of this slice.
   *
   * @return how many
   */
  public int liveArrays() {
    return manager.getManagedArrays().size();
  }

  /**
   * Sets parameters and statistics.
   *
   * @param values by full name
   */
  public void upload(StateDict values) {
    values
        .tensors()
        .forEach(
            (name, tensor) -> {
              try (NDArray value = DeviceArrays.upload(manager, tensor)) {
                value.copyTo(arrays.get(name));
              }
            });
  }

  /**
   * Reads back everything that training may have changed.
   *
   * @param instead arrays that stand for parameters of the same name
   * @return what learns, and the statistics that move
   */
  public StateDict download(Map<String, NDArray> instead) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      for (Parameter p : node.op().parameters()) {
        String name = node.key(p);
        if (learned.containsKey(name) || !p.learned() && !frozen.contains(node.name())) {
          NDArray array = instead.getOrDefault(name, arrays.get(name));
          tensors.put(name, DeviceArrays.download(array, p.shape()));
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
