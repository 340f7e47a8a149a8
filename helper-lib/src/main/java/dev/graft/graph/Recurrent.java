package dev.graft.graph;

import java.util.List;
import java.util.Locale;

/**
 * Walks along a sequence with a state that begins at zero, and gives the state at each step: {@code
 * (N, T, in)} to {@code (N, T, hidden)} as they lie in memory, or {@code (N, T, R, in)}, of which
 * each of R rows is a sequence of its own. Its parameters are torch's: of each gate {@code hidden}
 * rows in {@code weight_ih}, {@code weight_hh} and both biases.
 *
 * @param cell what becomes of state and input
 * @param in features of a step, at least 1
 * @param hidden numbers of the state, at least 1
 * @param order in which steps are walked
 */
public record Recurrent(Cell cell, int in, int hidden, Order order) implements Op {
  /** What becomes of state and input; gates in torch's order. */
  public enum Cell {
    /**
     * Long short-term memory: input, forget, cell and output gate (Hochreiter and Schmidhuber 1997;
     * Gers et al. 2000), checked against torch.
     */
    LSTM(4),
    /** Gated recurrent unit whose reset gate comes behind the product, as torch and cuDNN do. */
    GRU(3);

    private final int gates;

    Cell(int gates) {
      this.gates = gates;
    }

    /**
     * Counts the gates.
     *
     * @return 3 or 4
     */
    public int gates() {
      return gates;
    }
  }

  /** The order of steps. */
  public enum Order {
    /** From the first step to the last. */
    FORWARD,
    /** From the last to the first; what is given stays where the step is. */
    BACKWARD
  }

  @Override
  public Shape output(List<Shape> inputs) {
    List<Integer> array = inputs.get(0).array();
    int last = array.size() - 1;
    if (last < 1 || last > 2 || inputs.get(0).open() || array.get(last) != in || hidden < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "array is %s, must be (T, %d) or (T, R, %d) for a state of %d",
              array,
              in,
              in,
              hidden));
    }
    return Axes.with(inputs.get(0), last + 1, hidden);
  }

  @Override
  public List<Parameter> parameters() {
    int rows = Math.multiplyExact(cell.gates(), hidden);
    return List.of(
        new Parameter("weight_ih", Shape.of(rows, in), true),
        new Parameter("weight_hh", Shape.of(rows, hidden), true),
        new Parameter("bias_ih", Shape.of(rows), true),
        new Parameter("bias_hh", Shape.of(rows), true));
  }
}
