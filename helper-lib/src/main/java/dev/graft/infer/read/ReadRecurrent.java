package dev.graft.infer.read;

import dev.graft.graph.Recurrent;
import dev.graft.graph.Recurrent.Cell;
import dev.graft.graph.Recurrent.Order;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Layers that walk along a sequence, one for each direction; their states begin at zero. */
final class ReadRecurrent {
  static final Map<String, Reading> ALL =
      Map.of(
          "LSTM", step -> read(step, Cell.LSTM),
          "GRU", step -> read(step, Cell.GRU));

  private static final int LENGTHS = 4;
  private static final int STATE = 5;
  private static final int MEMORY = 6;
  private static final int PEEPHOLES = 7;

  /** What a file says of itself that is read; another attribute would change what is computed. */
  private static final List<String> SAID =
      List.of(
          "hidden_size",
          "direction",
          "linear_before_reset",
          "layout",
          "activations",
          "input_forget");

  private ReadRecurrent() {}

  private static List<Value> read(Step step, Cell cell) {
    Flow x = step.flow(0);
    Known weight = step.known(1);
    Known own = step.known(2);
    String direction = step.text("direction", "forward");
    require(step, cell, x, weight);
    List<Order> orders =
        switch (direction) {
          case "forward" -> List.of(Order.FORWARD);
          case "reverse" -> List.of(Order.BACKWARD);
          default -> List.of(Order.FORWARD, Order.BACKWARD);
        };
    int hidden = Math.toIntExact(own.dims()[2]);
    int in = Math.toIntExact(x.dims()[2]);
    int gates = cell.gates() * hidden;
    requireDims("W", weight, orders.size(), gates, in);
    requireDims("R", own, orders.size(), gates, hidden);
    if (step.has(3)) {
      requireDims("B", step.known(3), orders.size(), 2L * gates);
    }
    List<Flow> states = new ArrayList<>();
    List<Flow> ends = new ArrayList<>();
    long[] dims = {x.dims()[0], x.dims()[1], hidden};
    long last = dims[0] - 1;
    for (int i = 0; i < orders.size(); i++) {
      Order order = orders.get(i);
      float[] biases = step.has(3) ? part(step.known(3), i, orders.size()) : new float[2 * gates];
      Map<String, Tensor> tensors =
          Map.of(
              "weight_ih", tensor(cell, part(weight, i, orders.size()), gates, in),
              "weight_hh", tensor(cell, part(own, i, orders.size()), gates, hidden),
              "bias_ih", tensor(cell, Arrays.copyOf(biases, gates), gates),
              "bias_hh", tensor(cell, Arrays.copyOfRange(biases, gates, 2 * gates), gates));
      String name = step.name() + (order == Order.FORWARD ? "" : ".reverse");
      var op = new Recurrent(cell, in, hidden, order);
      Flow all = step.drawing().add(name, op, tensors, dims, x);
      states.add(step.drawing().reshaped(step.path(), all, dims[0], 1, dims[1], hidden));
      Range end = new Range(0, order == Order.FORWARD ? last : 0, 1, 1);
      ends.add(ReadPlaces.taken(step, all, end));
    }
    return List.of(ReadPlaces.joined(step, 1, states), ReadPlaces.joined(step, 0, ends));
  }

  private static void require(Step step, Cell cell, Flow x, Known weight) {
    if (x.rank() != 3 || x.batch() != 1 || weight.rank() != 3) {
      throw new IllegalArgumentException("its input is no sequence of samples' rows");
    }
    if (step.has(STATE) || step.has(MEMORY)) {
      throw new IllegalArgumentException("its state begins elsewhere than at zero");
    }
    step.node().getAttributeList().stream()
        .map(attribute -> attribute.getName())
        .filter(name -> !SAID.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException("its " + name + " is not read");
            });
    List<String> usual =
        cell == Cell.LSTM ? List.of("Sigmoid", "Tanh", "Tanh") : List.of("Sigmoid", "Tanh");
    List<String> functions =
        step.given("activations")
            .map(a -> a.getStringsList().stream().map(s -> s.toStringUtf8()).toList())
            .orElse(usual);
    for (int i = 0; i < functions.size(); i++) {
      if (!functions.get(i).equals(usual.get(i % usual.size()))) {
        throw new IllegalArgumentException("it has other functions than " + usual);
      }
    }
    boolean before = cell == Cell.GRU && step.integer("linear_before_reset", 0) == 0;
    if (before) {
      throw new IllegalArgumentException("its reset gate comes before the product");
    }
    boolean other = step.integer("layout", 0) != 0 || step.integer("input_forget", 0) != 0;
    if (other || step.has(LENGTHS) || step.has(PEEPHOLES)) {
      throw new IllegalArgumentException(
          "it has lengths, peepholes, coupled gates or a layout of its own");
    }
  }

  private static void requireDims(String name, Known known, long... dims) {
    if (!Arrays.equals(known.dims(), dims)) {
      throw new IllegalArgumentException(
          "its %s is %s, must be %s"
              .formatted(name, Arrays.toString(known.dims()), Arrays.toString(dims)));
    }
  }

  private static float[] part(Known known, int number, int of) {
    int each = known.size() / of;
    return Arrays.copyOfRange(known.floats(), number * each, (number + 1) * each);
  }

  /** Lays ONNX's gates as torch does: of an LSTM input, forget, cell, output. */
  private static Tensor tensor(Cell cell, float[] rows, int... shape) {
    int[] order = cell == Cell.LSTM ? new int[] {0, 2, 3, 1} : new int[] {1, 0, 2};
    float[] laid = new float[rows.length];
    int each = rows.length / order.length;
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(rows, order[i] * each, laid, i * each, each);
    }
    return Tensor.of(Shape.of(shape), laid);
  }
}
