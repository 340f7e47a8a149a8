package dev.graft.infer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.graft.graph.Recurrent;
import dev.graft.graph.Recurrent.Order;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes ONNX's own operator of one direction, which takes {@code (T, N, in)} and gives {@code (T,
 * 1, N, hidden)}; its gates stand in another order than torch's.
 */
final class RecurrentWord implements Word<Recurrent> {
  @Override
  public void write(Recurrent op, OnnxPlace place) {
    OnnxGraph graph = place.graph();
    List<Integer> from = place.inputShape().array();
    int steps = from.get(0);
    boolean rows = from.size() == 3;
    AttributeProto turn =
        rows ? OnnxGraph.integers("perm", 1, 0, 2, 3) : OnnxGraph.integers("perm", 1, 0, 2);
    String first = place.step("Transpose", "steps", List.of(place.value()), turn);
    if (rows) {
      String flat = graph.whole(place.name() + "/flat", steps, -1, op.in());
      first = place.step("Reshape", "sequences", first, flat);
    }
    String walked =
        place.step(
            op.cell().name(),
            "walked",
            List.of(
                first,
                constant(op, place, "weight_ih", op.in()),
                constant(op, place, "weight_hh", op.hidden()),
                graph.constant(place.name() + ".bias/gates", biases(op, place))),
            attributes(op));
    long[] apart =
        rows
            ? new long[] {steps, -1, from.get(1), op.hidden()}
            : new long[] {steps, -1, op.hidden()};
    String states =
        place.step("Reshape", "states", walked, graph.whole(place.name() + "/apart", apart));
    place.write("Transpose", List.of(states), turn);
  }

  private static AttributeProto[] attributes(Recurrent op) {
    List<AttributeProto> all = new ArrayList<>();
    all.add(OnnxGraph.integer("hidden_size", op.hidden()));
    all.add(OnnxGraph.text("direction", op.order() == Order.FORWARD ? "forward" : "reverse"));
    if (op.cell() == Recurrent.Cell.GRU) {
      all.add(OnnxGraph.integer("linear_before_reset", 1));
    }
    return all.toArray(AttributeProto[]::new);
  }

  private static String constant(Recurrent op, OnnxPlace place, String parameter, int width) {
    String name = place.name() + "." + parameter;
    float[] rows = gates(op, place.weights().get(name).toArray());
    Tensor gates = Tensor.of(Shape.of(1, op.cell().gates() * op.hidden(), width), rows);
    return place.graph().constant(name + "/gates", gates);
  }

  private static Tensor biases(Recurrent op, OnnxPlace place) {
    float[] in = gates(op, place.weights().get(place.name() + ".bias_ih").toArray());
    float[] own = gates(op, place.weights().get(place.name() + ".bias_hh").toArray());
    float[] both = new float[in.length + own.length];
    System.arraycopy(in, 0, both, 0, in.length);
    System.arraycopy(own, 0, both, in.length, own.length);
    return Tensor.of(Shape.of(1, both.length), both);
  }

  /** Lays torch's gates as ONNX does: of an LSTM input, output, forget, cell. */
  private static float[] gates(Recurrent op, float[] rows) {
    int[] order = op.cell() == Recurrent.Cell.LSTM ? new int[] {0, 3, 1, 2} : new int[] {1, 0, 2};
    float[] laid = new float[rows.length];
    int each = rows.length / order.length;
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(rows, order[i] * each, laid, i * each, each);
    }
    return laid;
  }
}
