package dev.graft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Node;
import dev.graft.graph.Padding;
import dev.graft.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class HeadTest {
  private static final List<String> TWO = List.of("ant", "bee");
  private static final Graph BODY =
      GraphBuilder.input("tiny", 3, 8, 8)
          .conv("conv", 6, 3, 2, Padding.all(1))
          .stage("stem")
          .build();

  @Test
  void layersStandInTheOrderInWhichTheyAreNamed() {
    Graph graph =
        Grafting.onto(BODY, Head.classifier(TWO).dense(5, Head.Activation.TANH).dropout(0.2));
    assertEquals(
        List.of(
            "input",
            "conv",
            "head.pool",
            "head.dense1",
            "head.act1",
            "head.dropout2",
            "head.classifier"),
        graph.nodes().stream().map(Node::name).toList());
    assertEquals(Shape.of(2), graph.outputShape());
    assertEquals(Shape.of(5, 6), graph.parameters().get("head.dense1.weight").shape());
  }

  @Test
  void flattenKeepsEveryValue() {
    Graph graph = Grafting.onto(BODY, Head.classifier(TWO).flatten());
    assertEquals(Shape.of(2, 6 * 4 * 4), graph.parameters().get("head.classifier.weight").shape());
  }

  @Test
  void binaryHasOneLogit() {
    assertEquals(Shape.of(1), Grafting.onto(BODY, Head.binary(TWO)).outputShape());
  }

  @Test
  void weightsFollowTheSeedWithinGlorotsBound() {
    Head head = Head.classifier(TWO).dense(50);
    Graph graph = Grafting.onto(BODY, head);
    float[] weights = HeadWeights.of(head, graph).get("head.dense1.weight").toArray();
    double bound = Math.sqrt(6.0 / (6 + 50));
    double[] absolute =
        IntStream.range(0, weights.length).mapToDouble(i -> Math.abs(weights[i])).toArray();
    double largest = DoubleStream.of(absolute).max().orElseThrow();
    assertTrue(largest <= bound && largest > 0.97 * bound, largest + " of " + bound);
    assertArrayEquals(weights, HeadWeights.of(head, graph).get("head.dense1.weight").toArray());
    assertFalse(
        Arrays.equals(
            weights, HeadWeights.of(head.seed(7), graph).get("head.dense1.weight").toArray()));
    assertArrayEquals(new float[50], HeadWeights.of(head, graph).get("head.dense1.bias").toArray());
    assertArrayEquals(
        new float[100], HeadWeights.of(head, graph).get("head.classifier.weight").toArray());
  }

  @Test
  void wrongValuesAreNamed() {
    assertRefused(
        "classes is [ant], must be two or more different names",
        () -> Head.classifier(List.of("ant")));
    assertRefused(
        "classes is [ant, ant], must be two or more different names",
        () -> Head.classifier(List.of("ant", "ant")));
    assertRefused(
        "classes is [a, b, c], a binary head needs exactly two; use Head.classifier",
        () -> Head.binary(List.of("a", "b", "c")));
    assertRefused(
        "dropout is 1.0, must be at least 0 and below 1", () -> Head.classifier(TWO).dropout(1));
    assertRefused("dense units is 0, must be at least 1", () -> Head.classifier(TWO).dense(0));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
