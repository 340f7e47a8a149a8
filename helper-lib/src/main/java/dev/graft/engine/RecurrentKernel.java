package dev.graft.engine;

import static ai.djl.nn.Activation.sigmoid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.graft.graph.Recurrent;
import dev.graft.graph.Recurrent.Cell;
import dev.graft.graph.Recurrent.Order;

/** Walks along a sequence; what the inputs say to the gates is one product for all steps. */
final class RecurrentKernel implements Kernel<Recurrent> {
  @Override
  public NDArray compute(Recurrent op, Call call) {
    return Temporaries.allBut(() -> walked(op, call));
  }

  private static NDArray walked(Recurrent op, Call call) {
    NDArray x = call.input();
    Shape shape = x.getShape();
    long steps = shape.get(1);
    boolean rows = shape.dimension() == 4;
    NDArray first = rows ? x.transpose(1, 0, 2, 3) : x.transpose(1, 0, 2);
    NDArray said =
        Linear.linear(first.reshape(-1, op.in()), call.own("weight_ih"), call.own("bias_ih"))
            .singletonOrThrow()
            .reshape(steps, -1, (long) op.cell().gates() * op.hidden());
    NDArray none = said.getManager().zeros(new Shape(said.getShape().get(1), op.hidden()));
    NDArray[] states = new NDArray[Math.toIntExact(steps)];
    NDArray state = none;
    NDArray memory = none;
    for (int i = 0; i < steps; i++) {
      int at = op.order() == Order.FORWARD ? i : states.length - 1 - i;
      NDArray input = said.get(at);
      NDArray own =
          Linear.linear(state, call.own("weight_hh"), call.own("bias_hh")).singletonOrThrow();
      if (op.cell() == Cell.LSTM) {
        NDArray gates = input.add(own);
        NDArray kept = sigmoid(part(gates, 1, op)).mul(memory);
        memory = kept.add(sigmoid(part(gates, 0, op)).mul(part(gates, 2, op).tanh()));
        state = sigmoid(part(gates, 3, op)).mul(memory.tanh());
      } else {
        NDArray reset = sigmoid(part(input, 0, op).add(part(own, 0, op)));
        NDArray update = sigmoid(part(input, 1, op).add(part(own, 1, op)));
        NDArray fresh = part(input, 2, op).add(reset.mul(part(own, 2, op))).tanh();
        state = fresh.add(update.mul(state.sub(fresh)));
      }
      states[at] = state;
    }
    NDArray all = NDArrays.stack(new NDList(states), 1);
    return rows ? turned(all, shape, op.hidden()) : all;
  }

  private static NDArray part(NDArray gates, int number, Recurrent op) {
    long from = (long) number * op.hidden();
    return gates.get(":, " + from + ":" + (from + op.hidden()));
  }

  /** From {@code (N·R, T, hidden)} to {@code (N, T, R, hidden)}. */
  private static NDArray turned(NDArray all, Shape in, int hidden) {
    return all.reshape(in.get(0), in.get(2), in.get(1), hidden).transpose(0, 2, 1, 3);
  }
}
