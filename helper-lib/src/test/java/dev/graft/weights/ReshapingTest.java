package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.LayerScale;
import dev.graft.graph.Padding;
import dev.graft.graph.Position;
import dev.graft.graph.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReshapingTest {
  private static final Graph GRAPH =
      GraphBuilder.input("g", 2, 1, 3)
          .then("scaled", new LayerScale(2))
          .flatten("flat")
          .linear("fc", 4)
          .head();

  private static StateDict reshaped(String name, Tensor tensor) {
    return Reshaping.toGraph(GRAPH, StateDict.of(Map.of(name, tensor)));
  }

  private static Tensor ramp(int... shape) {
    float[] values = new float[Math.toIntExact(Shape.of(shape).size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Tensor.of(Shape.of(shape), values);
  }

  /** As timm's VGG has it. */
  @Test
  void aConvolutionOverTheWholeMapIsADenseLayer() {
    Tensor kernel = ramp(4, 2, 1, 3);
    Tensor dense = reshaped("fc.weight", kernel).get("fc.weight");
    assertEquals(Shape.of(4, 6), dense.shape());
    assertArrayEquals(kernel.toArray(), dense.toArray());
  }

  /** As timm's and Keras's ConvNeXts have it. */
  @Test
  void aNumberAChannelGetsTheMapsAxes() {
    Tensor scale = reshaped("scaled.layer_scale", ramp(2)).get("scaled.layer_scale");
    assertEquals(Shape.of(2, 1, 1), scale.shape());
  }

  /** Keras 3 calls it a kernel like any other, in a SavedModel. */
  @Test
  void aDepthwiseKernelIsToldByTheGraph() {
    Graph graph = GraphBuilder.input("g", 3, 4, 4).depthwise("dw", 3, 1, Padding.all(1)).build();
    Tensor kernel = ramp(1, 3, 3, 3);
    StateDict weights = Reshaping.toGraph(graph, StateDict.of(Map.of("dw.weight", kernel)));
    assertEquals(Shape.of(3, 1, 3, 3), weights.get("dw.weight").shape());
    assertArrayEquals(kernel.toArray(), weights.get("dw.weight").toArray());
  }

  /** As Hugging Face's text encoders have it. */
  @Test
  void aTableIsAddedToEachSample() {
    Graph graph =
        GraphBuilder.input("g", "x", Shape.of(3, 4)).then("place", new Position(3, 5)).build();
    Tensor table = ramp(5, 3);
    StateDict weights = Reshaping.toGraph(graph, StateDict.of(Map.of("place", table)));
    assertEquals(Shape.of(1, 5, 3), weights.get("place").shape());
    assertArrayEquals(table.toArray(), weights.get("place").toArray());
  }

  /** What fits in number only stays, so that the check of shapes refuses it. */
  @Test
  void otherShapesStay() {
    for (Tensor tensor : new Tensor[] {ramp(6, 4), ramp(6, 4, 1), ramp(4, 5, 1, 1), ramp(24)}) {
      assertEquals(tensor.shape(), reshaped("fc.weight", tensor).get("fc.weight").shape());
    }
  }

  @Test
  void othersAreKept() {
    assertEquals(Shape.of(3), reshaped("more", ramp(3)).get("more").shape());
  }
}
