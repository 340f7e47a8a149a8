package dev.graft.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.Embedding;
import dev.graft.graph.Extent;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestTest {
  private static final Shape ONE = Shape.of(1);
  private static final WholeInputs ANY =
      WholeInputs.of(GraphBuilder.input("any", "x", ONE).build());
  private final List<Integer> sizes = new ArrayList<>();

  /** One unit in the last place more in batches below 4: what a library may do. */
  private void unlikeBelowFour(List<FloatBuffer> ins, Extent extent, List<FloatBuffer> outs) {
    int n = extent.samples();
    FloatBuffer in = ins.get(0);
    FloatBuffer out = outs.get(0);
    sizes.add(n);
    for (int i = 0; i < n; i++) {
      out.put(i, n < 4 ? Math.nextUp(in.get(i)) : in.get(i));
    }
  }

  @Test
  void padsTheSizesWhoseBitsDiffer() {
    var rest = new Rest(this::unlikeBelowFour, 8, List.of(ONE), ANY, List.of(ONE));
    assertArrayEquals(new float[] {5, 6, 7}, run(rest, 5, 6, 7));
    assertArrayEquals(new float[] {1, 2, 3}, run(rest, 1, 2, 3));
    assertEquals(List.of(3, 8, 8, 8), sizes, "noise alone, noise padded, then each rest padded");
  }

  @Test
  void leavesTheSizesAloneWhoseBitsAgree() {
    var rest = new Rest(this::unlikeBelowFour, 8, List.of(ONE), ANY, List.of(ONE));
    assertArrayEquals(new float[] {1, 2, 3, 4}, run(rest, 1, 2, 3, 4));
    assertArrayEquals(new float[] {4, 3, 2, 1}, run(rest, 4, 3, 2, 1));
    assertEquals(List.of(4, 8, 4, 4), sizes);
  }

  /** What is tried with noise may look something up. */
  @Test
  void noiseHoldsWholeNumbersWhereAnInputDoes() {
    GraphBuilder net = GraphBuilder.input("words", "ids", Shape.of(1, 50));
    WholeInputs whole = WholeInputs.of(net.then("word", new Embedding(3, 2)).build());
    List<FloatBuffer> seen = new ArrayList<>();
    Rest.Batch batch =
        (ins, n, outs) -> {
          whole.check(ins, n);
          seen.add(ins.get(0));
        };
    var rest = new Rest(batch, 8, List.of(Shape.of(1, 50)), whole, List.of(ONE));
    rest.run(List.of(FloatBuffer.allocate(150)), Extent.of(3), List.of(FloatBuffer.allocate(3)));
    assertEquals(3, seen.size());
    assertEquals(
        Set.of(0f, 1f, 2f),
        IntStream.range(0, 150).mapToObj(seen.get(0)::get).collect(Collectors.toSet()));
  }

  private static float[] run(Rest rest, float... images) {
    FloatBuffer out = FloatBuffer.allocate(images.length);
    rest.run(List.of(FloatBuffer.wrap(images)), Extent.of(images.length), List.of(out));
    return out.array();
  }
}
