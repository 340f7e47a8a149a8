package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDictTest {
  private static final Tensor ONE = Tensor.of(Shape.of(2), 1, 2);

  @Test
  void hashesContentNotOrder() {
    Map<String, Tensor> turned = new LinkedHashMap<>();
    turned.put("b", ONE);
    turned.put("a", ONE);
    Map<String, Tensor> straight = new LinkedHashMap<>();
    straight.put("a", ONE);
    straight.put("b", ONE);
    String hash = StateDict.of(straight).sha256();
    assertEquals(hash, StateDict.of(turned).sha256());
    assertEquals(64, hash.length());
    assertNotEquals(hash, StateDict.of(Map.of("a", ONE)).sha256());
    assertNotEquals(hash, StateDict.of(straight).rename(n -> n + "x").sha256());
    Tensor other = Tensor.of(Shape.of(1, 2), 1, 2);
    assertNotEquals(hash, StateDict.of(straight).with(Map.of("b", other)).sha256());
    Tensor value = Tensor.of(Shape.of(2), 1, Math.nextUp(2f));
    assertNotEquals(hash, StateDict.of(straight).with(Map.of("b", value)).sha256());
  }

  @Test
  void hashIsSpecified() {
    // printf '1 a(2)\n\0\0\x80\x3f\0\0\0\x40' | sha256sum
    assertEquals(
        "34c0f07acc0d6131fe3df4d730290c914aa5561da1b42e6b5ed26d62f552513b",
        StateDict.of(Map.of("a", ONE)).sha256());
  }

  @Test
  void renames() {
    StateDict weights = StateDict.of(Map.of("module.a", ONE));
    assertEquals(List.of("a"), List.copyOf(weights.rename(n -> n.substring(7)).names()));
    Map<String, Tensor> two = new LinkedHashMap<>();
    two.put("a", ONE);
    two.put("b", ONE);
    assertEquals(
        "two tensors would be named \"x\", one of them was \"b\"",
        assertThrows(IllegalArgumentException.class, () -> StateDict.of(two).rename(name -> "x"))
            .getMessage());
  }

  @Test
  void selectsWhatAGraphNeeds() {
    Graph graph =
        GraphBuilder.input("tiny", 1, 1, 1)
            .pointwise("conv", 2)
            .batchNorm("bn", 1e-3)
            .stage("stem")
            .build();
    assertEquals(
        "5 tensors are missing: conv.weight, bn.weight, bn.bias, bn.running_mean, bn.running_var;"
            + " these weights hold none",
        message(Map.of(), graph));
    Graph longer =
        GraphBuilder.input("tiny", 1, 1, 1)
            .pointwise("conv", 2)
            .batchNorm("bn", 1e-3)
            .stage("stem")
            .pointwise("conv2", 2)
            .stage("top")
            .build();
    assertEquals(
        "6 tensors are missing: conv.weight, bn.weight, bn.bias, bn.running_mean, bn.running_var,"
            + " …; these weights hold a",
        message(Map.of("a", ONE), longer));
    Map<String, Tensor> all = new LinkedHashMap<>();
    graph.parameters().forEach((name, p) -> all.put(name, Tensor.filled(p.shape(), 1)));
    assertEquals(graph.parameters().keySet(), StateDict.of(all).select(graph).names());
    assertEquals(
        "1 tensor is missing: conv2.weight; these weights hold conv.weight, bn.weight, bn.bias,"
            + " bn.running_mean, bn.running_var",
        message(all, longer));
    all.put("bn.bias", Tensor.of(Shape.of(1), 1));
    assertEquals("tensor \"bn.bias\" is (1), expected (2)", message(all, graph));
  }

  private static String message(Map<String, Tensor> tensors, Graph graph) {
    return assertThrows(IllegalArgumentException.class, () -> StateDict.of(tensors).select(graph))
        .getMessage();
  }

  /** Who asks a model of the same weights again and again lets them be hashed once. */
  @Test
  void whatWasTakenIsTakenAgain() {
    Graph small = GraphBuilder.input("small", 1, 1, 1).pointwise("a", 2).stage("first").build();
    Graph large = GraphBuilder.onto(small).pointwise("b", 3).stage("second").build();
    Map<String, Tensor> all = new LinkedHashMap<>();
    large.parameters().forEach((name, p) -> all.put(name, Tensor.filled(p.shape(), 1)));
    StateDict weights = StateDict.of(all);
    StateDict first = weights.select(small);
    assertSame(first, weights.select(small));
    assertEquals(large.parameters().keySet(), weights.select(large).names());
    assertEquals(first.sha256(), weights.select(small).sha256());
    Tensor other = Tensor.filled(small.parameters().get("a.weight").shape(), 2);
    StateDict changed = weights.with(Map.of("a.weight", other));
    assertNotEquals(first.sha256(), changed.select(small).sha256());
  }
}
