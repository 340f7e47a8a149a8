package dev.graft.weights;

import dev.graft.graph.Graph;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

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

  /** What was taken last: asked for again and again, and hashed once. */
  private volatile StateDict selected;

  private volatile String sha256;

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
      throw new IllegalArgumentException("no tensor " + Excerpt.quoted(name) + " in these weights");
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
   * @throws IllegalArgumentException when any are missing, the text names up to five, or when one
   *     has another shape
   */
  public StateDict select(Graph graph) {
    Map<String, Tensor> taken = Fitting.of(tensors, graph, MayMiss.NOTHING).taken();
    StateDict before = selected;
    if (before == null || !before.isOf(taken)) {
      before = new StateDict(taken);
      selected = before;
    }
    return before;
  }

  private boolean isOf(Map<String, Tensor> others) {
    return List.copyOf(tensors.keySet()).equals(List.copyOf(others.keySet()))
        && tensors.keySet().stream().allMatch(name -> tensors.get(name) == others.get(name));
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

  /**
   * Names the tensors anew.
   *
   * @param renaming gives each name's new one
   * @return a new state dict, in the same order
   * @throws IllegalArgumentException when two would have the same name
   */
  public StateDict rename(UnaryOperator<String> renaming) {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          String newName = renaming.apply(name);
          if (renamed.put(newName, tensor) != null) {
            throw new IllegalArgumentException(
                "two tensors would be named "
                    + Excerpt.quoted(newName)
                    + ", one of them was "
                    + Excerpt.quoted(name));
          }
        });
    return new StateDict(renamed);
  }

  /**
   * Hashes names, shapes and values. Neither the order of the tensors nor the format of the file
   * they came from matters.
   *
   * @return SHA-256 in 64 lower-case hexadecimal digits
   */
  public String sha256() {
    String known = sha256;
    if (known == null) {
      known = hash();
      sha256 = known;
    }
    return known;
  }

  private String hash() {
    var sha = Sha256.digest();
    new TreeMap<>(tensors)
        .forEach(
            (name, tensor) -> {
              // each part ends where its line does, so no two dicts share one text
              String title = name.length() + " " + name + tensor.shape() + "\n";
              sha.update(title.getBytes(StandardCharsets.UTF_8));
              LittleEndian.forEachBlock(tensor.values(), sha::update);
            });
    return HexFormat.of().formatHex(sha.digest());
  }
}
