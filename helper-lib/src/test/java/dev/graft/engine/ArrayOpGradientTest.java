package dev.graft.engine;

import dev.graft.graph.Activation;
import dev.graft.graph.Activation.Function;
import dev.graft.graph.Affine;
import dev.graft.graph.Arithmetic;
import dev.graft.graph.Arithmetic.Operation;
import dev.graft.graph.Bounded;
import dev.graft.graph.Combine;
import dev.graft.graph.Combine.Side;
import dev.graft.graph.Combine.Use;
import dev.graft.graph.Conv;
import dev.graft.graph.Given;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Join;
import dev.graft.graph.Leaky;
import dev.graft.graph.Linear;
import dev.graft.graph.MatMul;
import dev.graft.graph.Op;
import dev.graft.graph.Pad;
import dev.graft.graph.Padding;
import dev.graft.graph.Power;
import dev.graft.graph.Recurrent;
import dev.graft.graph.Reduce;
import dev.graft.graph.Resample;
import dev.graft.graph.Reshape;
import dev.graft.graph.Shape;
import dev.graft.graph.Slice;
import dev.graft.graph.Softmax;
import dev.graft.graph.Steps;
import dev.graft.graph.Transpose;
import dev.graft.graph.WindowPool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ops of arrays, which files of others are read into, on both engines. */
class ArrayOpGradientTest {
  private static final Padding AROUND = new Padding(0, 1, 1, 0);
  private static final Steps SPREAD = new Steps(2, 1, 1, 2);

  static Stream<Arguments> ops() {
    List<Graph> graphs = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      if (operation != Operation.DIVIDE) { // its slope near 0 is no difference's
        graphs.add(with(new Combine(operation, List.of(3, 1, 1), Side.RIGHT, Use.LEARNED)));
        graphs.add(with(new Combine(operation, List.of(1, 4, 5), Side.LEFT, Use.LEARNED)));
      }
      graphs.add(
          positive()
              .then("exp", new Activation(Function.EXP))
              .then("op", new Arithmetic(operation), "p")
              .build());
    }
    Combine quotient = new Combine(Operation.DIVIDE, List.of(1, 4, 5), Side.LEFT, Use.LEARNED);
    graphs.add(positive().then("exp", new Activation(Function.EXP)).then("op", quotient).build());
    for (Function function :
        List.of(
            Function.HARD_SIGMOID,
            Function.HARD_SWISH,
            Function.SOFTPLUS,
            Function.MISH,
            Function.EXP,
            Function.ERF)) {
      graphs.add(with(new Activation(function)));
    }
    for (Function function : List.of(Function.LOG, Function.SQRT, Function.RECIPROCAL)) {
      graphs.add(positive().then("op", new Activation(function)).build());
    }
    graphs.add(positive().then("op", new Activation(Function.ABSOLUTE)).build());
    graphs.add(positive().then("op", new Power(1.5)).build());
    for (Op op :
        List.of(
            new Affine(-2, 0.5),
            new Bounded(-0.52, 0.61),
            new Leaky(0.1, Leaky.Below.LINE),
            new Leaky(1.3, Leaky.Below.EXPONENTIAL),
            new Softmax(1),
            new Softmax(3),
            new Transpose(List.of(3, 1, 2)),
            new Reshape(Shape.of(6, 10)),
            new Slice(2, 1, 3, 1),
            new Slice(3, 0, 3, 2),
            new Pad(2, 1, 2, 0.5),
            new Reduce(Reduce.Kind.MEAN, List.of(1, 3)),
            new Reduce(Reduce.Kind.SUM, List.of(2)),
            new Reduce(Reduce.Kind.MAXIMUM, List.of(3)),
            new Resample(4, 5, 7, 3),
            new WindowPool(WindowPool.Kind.MAXIMUM, 2, 3, new Steps(2, 1, 1, 1), AROUND),
            new WindowPool(WindowPool.Kind.MEAN, 2, 3, new Steps(2, 1, 1, 1), AROUND),
            new Conv(3, 2, 2, 3, SPREAD, AROUND, 1, true),
            new Conv(3, 2, 1, 1, new Steps(2, 3, 1, 1), Padding.NONE, 1, true),
            new Linear(3, 4, false))) {
      graphs.add(with(op));
    }
    Given given = new Given(List.of(2, 4, 5), Use.LEARNED);
    graphs.add(start("given").then("g", given).then("op", new Join(1), "input").build());
    for (Recurrent.Cell cell : Recurrent.Cell.values()) {
      for (Recurrent.Order order : Recurrent.Order.values()) {
        graphs.add(with(new Recurrent(cell, 5, 4, order)));
      }
      GraphBuilder rows = start("one sequence").then("r", new Reshape(Shape.of(6, 10)));
      graphs.add(rows.then("op", new Recurrent(cell, 6, 3, Recurrent.Order.BACKWARD)).build());
    }
    graphs.add(start("join").then("a", new Affine(2, 0)).then("op", new Join(3), "input").build());
    graphs.add(
        start("seven axes")
            .then("r", new Reshape(Shape.ofArray(List.of(3, 2, 2, 5, 1, 1))))
            .then("t", new Transpose(List.of(4, 2, 6, 1, 5, 3)))
            .then("op", new Reshape(Shape.of(2, 30)))
            .build());
    graphs.add(
        start("product")
            .then("t", new Transpose(List.of(1, 3, 2)))
            .then("op", new MatMul(), "input")
            .build());
    graphs.add(
        start("spread product")
            .then("m", new Reduce(Reduce.Kind.MEAN, List.of(1)))
            .then("t", new Transpose(List.of(1, 3, 2)))
            .then("op", new MatMul(), "input")
            .build());
    return graphs.stream()
        .flatMap(
            graph ->
                Stream.of(Engines.MXNET, Engines.PYTORCH)
                    .map(engine -> Arguments.of(graph, engine)));
  }

  private static GraphBuilder start(String name) {
    return GraphBuilder.input(name, 3, 4, 5);
  }

  private static Graph with(Op op) {
    return start(op.toString()).then("op", op).build();
  }

  /** Values from 0.5 up. */
  private static GraphBuilder positive() {
    return start("positive").then("p", new Affine(0.5, 1.1));
  }

  @ParameterizedTest
  @MethodSource("ops")
  void valuesAndGradients(Graph graph, String engine) {
    OpGradientTest.check(graph, engine);
  }
}
