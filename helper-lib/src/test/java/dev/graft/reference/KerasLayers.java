package dev.graft.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Keras's own names of a network's variables, recorded, and formula weights under them. */
public final class KerasLayers {
  private KerasLayers() {}

  /** Lists all {@code layer.variable} of a network. */
  public static List<String> names(String network) {
    try (var json = KerasLayers.class.getResourceAsStream("/reference/keras_layers.json")) {
      var all =
          new ObjectMapper()
              .readValue(json, new TypeReference<Map<String, Map<String, List<String>>>>() {});
      return all.get(network).entrySet().stream().flatMap(KerasLayers::variables).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> variables(Map.Entry<String, List<String>> layers) {
    return layers.getValue().stream()
        .flatMap(layer -> Stream.of(layers.getKey().split(" ")).map(v -> layer + "." + v));
  }

  /**
   * Gives what a reader of Keras's file hands on: formula weights under Keras's names, in torch's
   * layout. Checks that each name becomes one of the graph's and that none of them is left out.
   */
  public static StateDict weights(String network, Graph graph, UnaryOperator<String> naming) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    var renamed = new TreeSet<String>();
    for (String name : names(network)) {
      renamed.add(naming.apply(name));
    }
    assertEquals(new TreeSet<>(graph.parameters().keySet()), renamed);
    for (String name : names(network)) {
      Shape shape = graph.parameters().get(naming.apply(name)).shape();
      tensors.put(name, FormulaWeights.tensor(name, published(name, shape)));
    }
    return StateDict.of(tensors);
  }

  /** A classifier that is a convolution, and a scale without the axes of the map. */
  private static Shape published(String name, Shape graphs) {
    if (name.equals("conv_preds.kernel")) {
      return Shape.of(graphs.get(0), graphs.get(1), 1, 1);
    }
    return name.endsWith("_layer_scale.gamma") ? Shape.of(graphs.get(0)) : graphs;
  }
}
