package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.engine.Bodies;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import dev.graft.infer.Body;
import dev.graft.infer.CompiledBody;
import dev.graft.reference.Recording;
import dev.graft.weights.StateDict;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Compares a family with a recording: where its stages end, and what each computes. */
final class Stagewise {
  private Stagewise() {}

  /** Each slice reads what the one before it computed. */
  static void assertAgrees(Graph graph, StateDict weights, Recording recording, String engine) {
    assumeTrue(
        !engine.equals(Bodies.COMPILED) || CompiledBody.available(),
        "onnx runtime has no native library here");
    Graph rest = graph;
    FloatBuffer value = Recording.sine(direct(rest.inputShape()));
    for (Recording.Stage stage : recording.stages()) {
      Graph slice = rest.until(stage.node());
      FloatBuffer next = direct(slice.outputShape());
      try (Body body = Bodies.on(slice, weights, engine)) {
        body.run(value, 1, next);
      }
      stage.check(next);
      value = next;
      rest = rest.after(stage.node());
    }
  }

  static void assertEndsAlike(Graph graph, Recording recording) {
    assertEquals(
        recording.stages().stream().map(Recording.Stage::node).toList(),
        graph.stages().stream().map(Stage::output).toList());
    for (Recording.Stage stage : recording.stages()) {
      assertEquals(new Shape(stage.shape()), graph.shape(stage.node()), stage.node());
    }
  }

  private static FloatBuffer direct(Shape shape) {
    return ByteBuffer.allocateDirect(Math.toIntExact(shape.size() * Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Both sides of each cut fit together and miss nothing. */
  static void assertCanBeCut(Graph graph) {
    for (Stage stage : graph.stages().subList(0, graph.stages().size() - 1)) {
      Graph body = graph.until(stage.name());
      Graph rest = graph.after(stage.name());
      assertEquals(body.outputShape(), rest.inputShape(), stage.name());
      assertEquals(Shape.of(1000), rest.outputShape());
      assertEquals(graph.nodes().size() + 1, body.nodes().size() + rest.nodes().size());
    }
  }
}
