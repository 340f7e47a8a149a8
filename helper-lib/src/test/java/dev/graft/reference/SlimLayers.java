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

/** TF-Slim's own names of a network's variables, recorded, and formula weights under them. */
public final class SlimLayers {
  private SlimLayers() {}

  /** Lists all variables of a network. */
  public static List<String> names(String network) {
    try (var json = SlimLayers.class.getResourceAsStream("/reference/slim_layers.json")) {
      return new ObjectMapper()
          .readValue(json, new TypeReference<Map<String, List<String>>>() {})
          .get(network);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Gives what a reader of slim's checkpoint hands on, in torch's layout and with a class more than
   * the graph has. Checks that each name becomes one of the graph's and that none is left out.
   */
  public static StateDict weights(String network, Graph graph, UnaryOperator<String> naming) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    var renamed = new TreeSet<String>();
    for (String name : names(network)) {
      renamed.add(naming.apply(name));
      Shape shape = graph.parameters().get(naming.apply(name)).shape();
      boolean logits = name.contains("/Logits/");
      Shape kernel = shape.rank() < 2 ? shape : Shape.of(shape.get(0), shape.get(1), 1, 1);
      tensors.put(name, FormulaWeights.tensor(name, logits ? oneMore(kernel) : shape));
    }
    assertEquals(new TreeSet<>(graph.parameters().keySet()), renamed);
    return StateDict.of(tensors);
  }

  private static Shape oneMore(Shape shape) {
    var dimensions = new java.util.ArrayList<>(shape.dimensions());
    dimensions.set(0, dimensions.get(0) + 1);
    return new Shape(dimensions);
  }
}
