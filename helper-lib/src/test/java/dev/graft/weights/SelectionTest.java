package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Graph GRAPH =
      GraphBuilder.input("tiny", 1, 1, 1)
          .pointwise("conv", 2)
          .stage("stem")
          .flatten("flatten")
          .linear("fc", 3)
          .head();

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  SelectionTest() {
    GRAPH.parameters().forEach((name, p) -> tensors.put(name, Tensor.filled(p.shape(), 1)));
  }

  @Test
  void takesAll() {
    tensors.put("extra", Tensor.of(Shape.of(1), 1));
    Selection selection = Selection.of(StateDict.of(tensors), GRAPH, MayMiss.NOTHING);
    assertEquals(GRAPH.parameters().keySet(), selection.weights().names());
    assertEquals("3 of 3 tensors taken; missing: none; not used: extra", selection.toString());
  }

  @Test
  void doesWithoutAHeadWhereAskedTo() {
    tensors.remove("fc.weight");
    tensors.put("fc.bias", Tensor.filled(Shape.of(1000), 1));
    tensors.put("top.bias", Tensor.filled(Shape.of(3), 1));
    Selection selection = Selection.of(StateDict.of(tensors), GRAPH, MayMiss.HEAD);
    assertEquals(Set.of("conv.weight"), selection.weights().names());
    assertEquals(List.of("fc.weight", "fc.bias"), selection.missing());
    assertEquals(List.of("fc.bias", "top.bias"), selection.unused());
    assertEquals(
        "1 of 3 tensors taken; missing: fc.weight, fc.bias; not used: fc.bias, top.bias",
        selection.toString());
    assertEquals(
        "1 tensor is missing: fc.weight; these weights hold conv.weight, fc.bias, top.bias",
        message(MayMiss.NOTHING));
  }

  @Test
  void wantsTheBodyAllTheSame() {
    tensors.remove("conv.weight");
    assertEquals(
        "1 tensor is missing: conv.weight; these weights hold fc.weight, fc.bias",
        message(MayMiss.HEAD));
    assertEquals(
        List.of("conv.weight"),
        Selection.of(StateDict.of(tensors), GRAPH, MayMiss.ANYTHING).missing());
    tensors.put("conv.weight", Tensor.filled(Shape.of(1), 1));
    assertEquals("tensor \"conv.weight\" is (1), expected (2, 1, 1, 1)", message(MayMiss.ANYTHING));
  }

  private String message(MayMiss mayMiss) {
    StateDict weights = StateDict.of(tensors);
    return assertThrows(IllegalArgumentException.class, () -> Selection.of(weights, GRAPH, mayMiss))
        .getMessage();
  }
}
