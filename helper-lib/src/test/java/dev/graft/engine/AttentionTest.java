package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.Attention;
import dev.graft.graph.Graph;
import dev.graft.graph.Input;
import dev.graft.graph.Linear;
import dev.graft.graph.Node;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.memory.DirectFloats;
import dev.graft.reference.Agreement;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Attention by its definition, in double, with and without a mask, on both engines and compiled.
 */
class AttentionTest {
  private static final int N = 2;
  private static final int C = 4;
  private static final int T = 5;
  private static final int HEADS = 2;
  private static final List<String> ENGINES = Agreement.ENGINES;

  /** Channels 0 … 11 are queries, keys and values, channel 12 is the mask. */
  private static final Shape INPUT = Shape.of(3 * C + 1, T);

  private static final Graph MASKED = graph(List.of("qkv", "mask"));
  private static final Graph OPEN = graph(List.of("qkv"));

  private static Graph graph(List<String> inputs) {
    Node last = new Node("attention", new Attention(HEADS), inputs);
    Node more = new Node("again", new Attention(HEADS), inputs);
    Node mask = new Node("mask", new Linear(3 * C + 1, 1), List.of("x"));
    return new Graph(
        "attention",
        List.of(
            new Node("x", new Input(INPUT), List.of()),
            new Node("qkv", new Linear(3 * C + 1, 3 * C), List.of("x")),
            mask,
            more,
            last),
        List.of());
  }

  /** Matrices that pick channels. */
  private static StateDict weights() {
    float[] qkv = new float[3 * C * (3 * C + 1)];
    for (int i = 0; i < 3 * C; i++) {
      qkv[i * (3 * C + 1) + i] = 1;
    }
    float[] mask = new float[3 * C + 1];
    mask[3 * C] = 1;
    return StateDict.of(
        Map.of(
            "qkv.weight", Tensor.of(Shape.of(3 * C, 3 * C + 1), qkv),
            "qkv.bias", Tensor.filled(Shape.of(3 * C), 0),
            "mask.weight", Tensor.of(Shape.of(1, 3 * C + 1), mask),
            "mask.bias", Tensor.filled(Shape.of(1), 0)));
  }

  private static FloatBuffer input() {
    FloatBuffer x = DirectFloats.of(N * INPUT.size());
    for (int i = 0; i < x.capacity(); i++) {
      int channel = i / T % (3 * C + 1);
      boolean padding = i % T > 1 + i / (T * (3 * C + 1)); // two tokens are there, then three
      x.put(i, channel < 3 * C ? (float) (2 * Math.sin(1.7 * i)) : padding ? 0 : 1);
    }
    return x;
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void allTokensAreSeen(String engine) {
    check(OPEN, engine, T, T);
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void paddingIsNot(String engine) {
    check(MASKED, engine, 2, 3);
  }

  private static void check(Graph graph, String engine, int... seen) {
    FloatBuffer x = input();
    FloatBuffer y = DirectFloats.of(N * C * T);
    try (Body body = Bodies.on(graph, weights(), engine)) {
      body.run(x, N, y);
    }
    for (int i = 0; i < y.capacity(); i++) {
      int n = i / (C * T);
      assertEquals(expected(x, n, i / T % C, i % T, seen[n]), y.get(i), 1e-5, "at " + i);
    }
  }

  private static double expected(FloatBuffer x, int n, int channel, int token, int seen) {
    int d = C / HEADS;
    int head = channel / d;
    double above = 0;
    double below = 0;
    for (int other = 0; other < seen; other++) {
      double score = 0;
      for (int i = head * d; i < (head + 1) * d; i++) {
        score += value(x, n, i, token) * value(x, n, C + i, other);
      }
      double share = Math.exp(score / Math.sqrt(d));
      above += share * value(x, n, 2 * C + channel, other);
      below += share;
    }
    return above / below;
  }

  private static double value(FloatBuffer x, int n, int channel, int token) {
    return x.get((n * (3 * C + 1) + channel) * T + token);
  }
}
