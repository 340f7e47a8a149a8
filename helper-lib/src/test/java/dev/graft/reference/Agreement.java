package dev.graft.reference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.engine.Bodies;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import dev.graft.infer.CompiledBody;
import dev.graft.weights.StateDict;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Runs a network stage by stage and compares each with a recording that names stages. */
public final class Agreement {
  /** Whatever computes forward. */
  public static final List<String> ENGINES = List.of("MXNet", "PyTorch", Bodies.COMPILED);

  private Agreement() {}

  /** Each network at each of its sizes on each engine, as parameterized tests take them. */
  public static <N> Stream<Arguments> runs(N[] networks, Function<N, List<Integer>> sizes) {
    return Arrays.stream(networks)
        .flatMap(
            network ->
                sizes.apply(network).stream()
                    .flatMap(
                        size ->
                            ENGINES.stream().map(engine -> Arguments.of(network, size, engine))));
  }

  /** Each slice reads what the one before it computed. */
  public static void check(Recording recording, Graph graph, StateDict weights, String engine) {
    assumeTrue(
        !engine.equals(Bodies.COMPILED) || CompiledBody.available(),
        "onnx runtime has no native library here");
    FloatBuffer value = Recording.sine(direct(graph.inputShape()));
    Graph rest = graph;
    for (Recording.Stage stage : recording.stages()) {
      String end = graph.resolve(stage.stage());
      Graph slice = rest.until(end);
      FloatBuffer next = direct(slice.outputShape());
      try (Body body = Bodies.on(slice, weights, engine)) {
        body.run(value, 1, next);
      }
      stage.check(next);
      value = next;
      rest = rest.after(end);
    }
  }

  private static FloatBuffer direct(Shape shape) {
    return ByteBuffer.allocateDirect(Math.toIntExact(shape.size() * Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
