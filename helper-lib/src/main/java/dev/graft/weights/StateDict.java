package dev.graft.weights;

import dev.graft.graph.Graph;
import dev.graft.graph.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tensors by name: an immutable state dict, in torch's names and layout.
 *
 * <pre>{@code
 * StateDict weights = Weights.read(Path.of("model.safetensors"));
 * Tensor stem = weights.get("conv_stem.weight");
 * }</pre>
 */
public final class StateDict {
  private final Map<String, Tensor> tensors;

  private StateDict(Map<String, Tensor> tensors) {
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  /**
   * Keeps tensors in their order.
   *
   * @param tensors by name
   * @return the state dict
   */
  public static StateDict of(Map<String, Tensor> tensors) {
    return new StateDict(new LinkedHashMap<>(tensors));
  }

  /**
   * Lists the names.
   *
   * @return in file order
   */
  public Set<String> names() {
    return tensors.keySet();
  }

  /**
   * Reads a tensor.
   *
   * @param name in full, as in {@code conv_stem.weight}
   * @return the tensor
   * @throws IllegalArgumentException when there is none of that name
   */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor \"" + name + "\" in these weights");
    }
    return tensor;
  }

  /**
   * Lists all.
   *
   * @return name to tensor, in file order, unmodifiable
   */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /**
   * Takes what a graph needs and checks it.
   *
   * @param graph whose parameters are wanted
   * @return just those tensors, in the graph's order
   * @throws IllegalArgumentException when one is missing or has another shape; the text names it
   */
  public StateDict select(Graph graph) {
    Map<String, Tensor> selected = new LinkedHashMap<>();
    graph.parameters().forEach((name, parameter) -> selected.put(name, checked(name, parameter)));
    return new StateDict(selected);
  }

  private Tensor checked(String name, Parameter parameter) {
    Tensor tensor = get(name);
    if (!tensor.shape().equals(parameter.shape())) {
      throw new IllegalArgumentException(
          "tensor \"" + name + "\" is " + tensor.shape() + ", expected " + parameter.shape());
    }
    return tensor;
  }

  /**
   * Adds tensors; those of the same name are replaced.
   *
   * @param others by name
   * @return a new state dict
   */
  public StateDict with(Map<String, Tensor> others) {
    Map<String, Tensor> all = new LinkedHashMap<>(tensors);
    all.putAll(others);
    return new StateDict(all);
  }
}
