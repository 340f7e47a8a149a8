package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.graph.Attention;
import dev.graft.graph.Embedding;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Shape;
import dev.graft.graph.TokenMean;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WholeInputsTest {
  private static final Graph GRAPH = graph();

  private static Graph graph() {
    GraphBuilder net = GraphBuilder.input("words", "ids", Shape.of(1, 3));
    net.input("mask", Shape.of(1, 3)).input("more", Shape.of(4, 3));
    net.then("word", new Embedding(9, 4)).add("sum", "more").stage("words");
    net.linear("qkv", 12).then("attention", new Attention(2), "mask").block("block1");
    return net.then("mean", new TokenMean(0, 3), "mask").stage("top").build();
  }

  @Test
  void opsTellWhatTheyRead() {
    WholeInputs whole = WholeInputs.of(GRAPH);
    assertEquals(OptionalInt.of(9), whole.below(0));
    assertEquals(OptionalInt.of(2), whole.below(1));
    assertEquals(OptionalInt.empty(), whole.below(2));
  }

  /** What enters behind a cut is a map, and the mask is one still. */
  @Test
  void aSliceHasItsOwn() {
    Graph rest = GRAPH.after(GRAPH.cutAfter("sum"));
    assertEquals(List.of("mask", "sum"), rest.inputs());
    WholeInputs whole = WholeInputs.of(rest);
    assertEquals(OptionalInt.of(2), whole.below(0));
    assertEquals(OptionalInt.empty(), whole.below(1));
  }

  /** One of two tables that read the same ids is smaller. */
  @Test
  void theSmallerTableCounts() {
    GraphBuilder net = GraphBuilder.input("two", "ids", Shape.of(1, 3));
    net.then("large", new Embedding(9, 4)).from("ids").then("small", new Embedding(5, 4));
    assertEquals(OptionalInt.of(5), WholeInputs.of(net.add("sum", "large").build()).below(0));
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertEquals("ids of sample 1: 9 at 2, must be a whole number from 0 to 8", ids(9));
    assertEquals("ids of sample 1: -1 at 2, must be a whole number from 0 to 8", ids(-1));
    assertEquals("ids of sample 1: 2.5 at 2, must be a whole number from 0 to 8", ids(2.5f));
    assertEquals("ids of sample 1: NaN at 2, must be a whole number from 0 to 8", ids(Float.NaN));
    assertEquals(
        "ids of sample 1: Infinity at 2, must be a whole number from 0 to 8",
        ids(Float.POSITIVE_INFINITY));
    assertEquals(
        "ids of sample 1: 2147483648 at 2, must be a whole number from 0 to 8", ids(0x1p31f));
    assertEquals("mask of sample 0: 0.5 at 1, must be 0 or 1", refused(zeros(), filled(1, 0.5f)));
    assertEquals("mask of sample 0: 2 at 1, must be 0 or 1", refused(zeros(), filled(1, 2)));
  }

  @Test
  void whatIsThereIsNot() {
    WholeInputs whole = WholeInputs.of(GRAPH);
    FloatBuffer ids = FloatBuffer.wrap(new float[] {99, 0, 8, 3, -0.0f, 1, 2, 77});
    FloatBuffer any = FloatBuffer.allocate(24).put(0, Float.NaN);
    whole.check(List.of(ids.position(1), filled(5, 1), any), Extent.of(2));
    assertEquals(1, ids.position());
  }

  private static String ids(float wrong) {
    return refused(filled(5, wrong), zeros());
  }

  private static String refused(FloatBuffer ids, FloatBuffer mask) {
    WholeInputs whole = WholeInputs.of(GRAPH);
    List<FloatBuffer> inputs = List.of(ids, mask, FloatBuffer.allocate(24));
    return assertThrows(IllegalArgumentException.class, () -> whole.check(inputs, Extent.of(2)))
        .getMessage();
  }

  private static FloatBuffer zeros() {
    return FloatBuffer.allocate(6);
  }

  private static FloatBuffer filled(int at, float value) {
    return zeros().put(at, value);
  }
}
