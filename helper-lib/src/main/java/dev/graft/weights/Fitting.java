package dev.graft.weights;

import dev.graft.graph.Graph;
import dev.graft.graph.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tensors a graph has a place for.
 *
 * @param taken by name, in the graph's order
 * @param missing names of the graph's parameters that got none, in the graph's order
 * @param unused names of the others, in file order
 */
record Fitting(Map<String, Tensor> taken, List<String> missing, List<String> unused) {

  /** Takes and checks what is there; what must not miss is named. */
  static Fitting of(Map<String, Tensor> tensors, Graph graph, MayMiss mayMiss) {
    Set<String> optional = mayMiss.of(graph);
    Set<String> head = mayMiss == MayMiss.NOTHING ? Set.of() : MayMiss.HEAD.of(graph);
    Map<String, Parameter> wanted = new LinkedHashMap<>(graph.parameters());
    List<String> missing =
        wanted.keySet().stream()
            .filter(
                name ->
                    !tensors.containsKey(name)
                        || head.contains(name) && !fits(tensors.get(name), wanted.get(name)))
            .toList();
    List<String> required = missing.stream().filter(name -> !optional.contains(name)).toList();
    if (!required.isEmpty()) {
      throw new IllegalArgumentException(missing(required, tensors.keySet()));
    }
    wanted.keySet().removeAll(missing);
    Map<String, Tensor> taken = new LinkedHashMap<>();
    wanted.forEach(
        (name, parameter) -> taken.put(name, checked(name, tensors.get(name), parameter)));
    List<String> unused =
        tensors.keySet().stream().filter(name -> !taken.containsKey(name)).toList();
    return new Fitting(taken, missing, unused);
  }

  private static String missing(List<String> names, Set<String> held) {
    return (names.size() == 1 ? "1 tensor is missing: " : names.size() + " tensors are missing: ")
        + shown(names)
        + "; these weights hold "
        + shown(List.copyOf(held));
  }

  private static boolean fits(Tensor tensor, Parameter parameter) {
    return tensor.shape().equals(parameter.shape());
  }

  private static String shown(List<String> names) {
    String first = names.stream().limit(5).map(Excerpt::of).collect(Collectors.joining(", "));
    return names.size() > 5 ? first + ", …" : names.isEmpty() ? "none" : first;
  }

  private static Tensor checked(String name, Tensor tensor, Parameter parameter) {
    if (!fits(tensor, parameter)) {
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
}
