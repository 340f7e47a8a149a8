package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KerasDenseTest {

  /** Keras flattens pixel by pixel, torch channel by channel. */
  @Test
  void denseInputsAreTurnedAfterAFlattening() {
    Graph graph =
        GraphBuilder.input("g", 2, 1, 3).flatten("flat").linear("fc", 1).linear("out", 1).head();
    StateDict keras =
        StateDict.of(
            Map.of(
                "fc.weight", Tensor.of(Shape.of(1, 6), 1, 10, 2, 20, 3, 30),
                "out.weight", Tensor.of(Shape.of(1, 1), 7),
                "more", Tensor.of(Shape.of(1), 8)));
    StateDict torch = KerasDense.toGraph(graph, keras);
    assertArrayEquals(new float[] {1, 2, 3, 10, 20, 30}, torch.get("fc.weight").toArray());
    assertArrayEquals(new float[] {7}, torch.get("out.weight").toArray());
    assertEquals(3, torch.names().size());
  }

  @Test
  void aConvolutionOfOnePixelIsADenseLayer() {
    Graph graph = GraphBuilder.input("g", 2, 3, 3).globalAveragePool("p").linear("fc", 3).head();
    Tensor kernel = Tensor.of(Shape.of(3, 2, 1, 1), 1, 2, 3, 4, 5, 6);
    StateDict torch = KerasDense.toGraph(graph, StateDict.of(Map.of("fc.weight", kernel)));
    assertEquals(Shape.of(3, 2), torch.get("fc.weight").shape());
    assertArrayEquals(kernel.toArray(), torch.get("fc.weight").toArray());
  }
}
