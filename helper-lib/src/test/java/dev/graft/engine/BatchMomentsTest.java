package dev.graft.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.memory.DirectFloats;
import dev.graft.reference.FormulaWeights;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What batch normalizations read of two batches, as torch's read it. */
class BatchMomentsTest {
  private static final int ONE = 3 * 6 * 6;

  private static Graph graph() {
    GraphBuilder net = GraphBuilder.input("net", 3, 6, 6);
    net.conv("conv1", 4, 3, 1, net.same(3, 1)).batchNorm("bn1", 1e-3).relu6("act1");
    net.pointwise("pw1", 4).batchNorm("bn2", 1e-3).add("add", "act1");
    return net.dropout("drop", 0.5).batchNorm("bn3", 1e-3).build();
  }

  private static List<FloatBuffer> values(int from, int count) {
    FloatBuffer values = DirectFloats.of((long) count * ONE);
    for (int i = 0; i < count * ONE; i++) {
      values.put(i, (float) Math.sin(0.37 * (from * ONE + i)));
    }
    return List.of(values);
  }

  @EngineSource
  void asTorchSeesThem(String engine) throws IOException {
    JsonNode recorded =
        new ObjectMapper()
            .readTree(BatchMomentsTest.class.getResourceAsStream("/reference/batch_moments.json"));
    Graph graph = graph();
    var network = new Network(graph, FormulaWeights.of(graph), Set.of(), engine);
    try (var moments = new BatchMoments(network)) {
      moments.add(values(0, 3), Extent.of(3));
      moments.add(values(3, 2), Extent.of(2));
      StateDict found = moments.statistics();
      Set<String> names = new TreeSet<>();
      for (String bn : List.of("bn1", "bn2", "bn3")) {
        for (String kind : List.of("running_mean", "running_var")) {
          JsonNode expected = recorded.get(bn).get(kind);
          float[] its = found.get(bn + "." + kind).toArray();
          assertEquals(4, its.length);
          for (int c = 0; c < its.length; c++) {
            assertEquals(expected.get(c).doubleValue(), its[c], 1e-5, bn + "." + kind);
          }
          names.add(bn + "." + kind);
        }
      }
      assertEquals(names, new TreeSet<>(found.names()));
    }
  }

  @EngineSource
  void withoutABatchThereIsNothing(String engine) {
    Graph graph = graph();
    var network = new Network(graph, FormulaWeights.of(graph), Set.of(), engine);
    try (var moments = new BatchMoments(network)) {
      assertEquals(
          "no batch was shown; add at least one",
          assertThrows(IllegalStateException.class, moments::statistics).getMessage());
    }
  }

  /** 1, 2, 3 and 9, 5 as one set: mean 4, variance 8. */
  @Test
  void batchesCountAsOne() {
    var moments = new RunningMoments(1);
    moments.add(3, new float[] {2}, 2f / 3);
    moments.add(2, new float[] {7}, 4);
    assertArrayEquals(new float[] {4}, moments.means(), 1e-6f);
    assertArrayEquals(new float[] {8}, moments.variances(), 1e-5f);
  }
}
