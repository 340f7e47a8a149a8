package dev.graft.weights;

import dev.graft.graph.Graph;
import dev.graft.graph.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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
    return select(graph, MayMiss.NOTHING).weights();
  }

  /**
   * Takes what a graph needs, as far as it is there, and tells what is not.
   *
   * <pre>{@code
   * Selection selection = weights.select(graph, MayMiss.HEAD);
   * System.out.println(selection);
   * }</pre>
   *
   * @param graph whose parameters are wanted
   * @param mayMiss which of them need not be there; a head's tensor of another shape, made for
   *     other classes, counts as missing where the head may miss
   * @return the tensors, in the graph's order, and what is missing and not used
   * @throws IllegalArgumentException when any other tensor is missing, the text names up to five,
   *     or has another shape
   */
  public Selection select(Graph graph, MayMiss mayMiss) {
    Set<String> optional = mayMiss.of(graph);
    Set<String> head = mayMiss == MayMiss.NOTHING ? Set.of() : MayMiss.HEAD.of(graph);
    Map<String, Parameter> wanted = new LinkedHashMap<>(graph.parameters());
    List<String> missing =
        wanted.keySet().stream()
            .filter(name -> !holds(name) || head.contains(name) && !fits(name, wanted.get(name)))
            .toList();
    List<String> required = missing.stream().filter(name -> !optional.contains(name)).toList();
    if (!required.isEmpty()) {
      throw new IllegalArgumentException(missing(required));
    }
    wanted.keySet().removeAll(missing);
    Map<String, Tensor> selected = new LinkedHashMap<>();
    wanted.forEach((name, parameter) -> selected.put(name, checked(name, parameter)));
    List<String> unused =
        tensors.keySet().stream().filter(name -> !selected.containsKey(name)).toList();
    return new Selection(new StateDict(selected), missing, unused);
  }

  private String missing(List<String> names) {
    return (names.size() == 1 ? "1 tensor is missing: " : names.size() + " tensors are missing: ")
        + shown(names)
        + "; these weights hold "
        + shown(List.copyOf(tensors.keySet()));
  }

  private boolean holds(String name) {
    return tensors.containsKey(name);
  }

  private boolean fits(String name, Parameter parameter) {
    return get(name).shape().equals(parameter.shape());
  }

  private static String shown(List<String> names) {
    String first = names.stream().limit(5).map(Excerpt::of).collect(Collectors.joining(", "));
    return names.size() > 5 ? first + ", …" : names.isEmpty() ? "none" : first;
  }

  private Tensor checked(String name, Parameter parameter) {
    Tensor tensor = get(name);
    if (!fits(name, parameter)) {
      throw new IllegalArgumentException(
          "tensor "
              + Excerpt.quoted(name)
              + " is "
              + tensor.shape()
              + ", expected "
              + parameter.shape());
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
