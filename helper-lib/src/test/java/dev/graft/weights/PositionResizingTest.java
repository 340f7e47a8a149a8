package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Position;
import dev.graft.graph.Prefix;
import dev.graft.graph.Shape;
import dev.graft.graph.Tokens;
import dev.graft.reference.FormulaWeights;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Positions of 4 × 4 patches at other sizes, as the publishers' own calls of torch resize them. */
class PositionResizingTest {
  private static final int CHANNELS = 3;
  private static final Tensor GIVEN = FormulaWeights.tensor("pos_embed", Shape.of(1, 17, CHANNELS));

  record Run(PositionResizing how, int tokens, List<Double> values) {}

  static Stream<Run> recorded() throws IOException {
    String file = "/reference/transformer_positions.json";
    try (var json = PositionResizingTest.class.getResourceAsStream(file)) {
      return Arrays.stream(new ObjectMapper().readValue(json, Run[].class));
    }
  }

  /** Positions are added behind the class token. */
  private static Graph graph(int side) {
    GraphBuilder net = GraphBuilder.input("tokens", CHANNELS, side, side);
    net.then("tokens", new Tokens()).then("cls_token", new Prefix(CHANNELS, 1));
    return net.then("pos_embed", new Position(CHANNELS, 1 + side * side)).build();
  }

  /** Positions are added to the patches alone. */
  private static Graph registers(int side) {
    GraphBuilder net = GraphBuilder.input("tokens", CHANNELS, side, side);
    net.then("tokens", new Tokens()).then("pos_embed", new Position(CHANNELS, side * side));
    net.then("reg_token", new Prefix(CHANNELS, 4));
    return net.then("cls_token", new Prefix(CHANNELS, 1)).build();
  }

  private static int side(int tokens) {
    return (int) Math.sqrt(tokens - 1);
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void itAgrees(Run run) {
    StateDict weights = StateDict.of(Map.of("pos_embed", GIVEN));
    float[] resized =
        run.how().toGraph(graph(side(run.tokens())), weights).get("pos_embed").toArray();
    assertEquals(run.values().size(), resized.length);
    for (int i = 0; i < resized.length; i++) {
      assertEquals(run.values().get(i), resized[i], 1e-6, "at " + i);
    }
  }

  /** What belongs to the class token is added to it, once. */
  @ParameterizedTest
  @MethodSource("recorded")
  void theClassTokensPositionMayBeItsOwn(Run run) {
    Tensor token = FormulaWeights.tensor("cls_token", Shape.of(1, 1, CHANNELS));
    StateDict weights = StateDict.of(Map.of("pos_embed", GIVEN, "cls_token", token));
    Graph graph = registers(side(run.tokens()));
    StateDict resized = run.how().toGraph(graph, weights);
    float[] sum = resized.get("cls_token").toArray();
    for (int i = 0; i < CHANNELS; i++) {
      assertEquals(token.toArray()[i] + GIVEN.toArray()[i], sum[i]);
    }
    float[] positions = resized.get("pos_embed").toArray();
    for (int i = 0; i < positions.length; i++) {
      assertEquals(run.values().get(CHANNELS + i), positions[i], 1e-6, "at " + i);
    }
    assertArrayEquals(sum, run.how().toGraph(graph, resized).get("cls_token").toArray());
  }

  @ParameterizedTest
  @EnumSource(PositionResizing.class)
  void theSameSizeKeepsEveryBit(PositionResizing how) {
    StateDict weights = StateDict.of(Map.of("pos_embed", GIVEN));
    assertEquals(weights.sha256(), how.toGraph(graph(4), weights).sha256());
  }

  /** Nor a position for the token of a distilled network: another one is refused by its shape. */
  @Test
  void whatIsNoSquareStays() {
    Tensor odd = FormulaWeights.tensor("pos_embed", Shape.of(1, 18, CHANNELS));
    StateDict weights = StateDict.of(Map.of("pos_embed", odd));
    StateDict same = PositionResizing.CORNERS.toGraph(graph(7), weights);
    assertEquals(odd.shape(), same.get("pos_embed").shape());
  }
}
