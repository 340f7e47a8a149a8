package dev.graft.infer.read;

import dev.graft.graph.Affine;
import dev.graft.graph.Arithmetic.Operation;
import java.util.Arrays;
import java.util.List;

/** Draws where a text's mask meets what its tokens have become: scores that attention softens. */
final class MaskedScores {
  /** The name of the mask that is put in. */
  static final String MASK = "mask";

  private static final double FAR = 1e9;

  private MaskedScores() {}

  /** Draws a node of which one input is masked, and one hangs on the ids. */
  static List<Value> read(Step step) {
    Flow scores = scores(step);
    int rank = scores.rank();
    int tokens = Math.toIntExact(scores.dims()[rank - 1]);
    if (!covers(step, tokens)) {
      throw new MeetsMaskException(scores);
    }
    Drawing drawing = step.drawing();
    long[] row = new long[rank];
    Arrays.fill(row, 1);
    row[scores.batch()] = Value.BATCH;
    row[rank - 1] = tokens;
    long[] dims = {Value.BATCH, tokens};
    Flow mask = Flow.of(MASK, dims);
    Flow wide = drawing.reshaped(MASK, mask, row);
    Flow off = drawing.same(MASK + ":far", new Affine(FAR, -FAR), wide);
    return List.of(ReadPairs.flows(step, step.path(), Operation.ADD, scores, off));
  }

  private static Flow scores(Step step) {
    for (int i = 0; i < step.inputs(); i++) {
      if (step.has(i) && step.in(i) instanceof Flow flow) {
        return flow;
      }
    }
    throw new IllegalArgumentException("it reads the mask in a way that is not read");
  }

  private static boolean covers(Step step, int tokens) {
    if (step.op().equals("Add")) {
      Value other = step.in(step.in(0) instanceof Masked ? 0 : 1);
      return other instanceof Masked masked && masked.covers(tokens);
    }
    if (step.op().equals("Where") && step.in(0) instanceof Masked masked) {
      boolean first = step.knows(1);
      Value low = step.in(first ? 1 : 2);
      return low instanceof Known known
          && known.scalar()
          && masked.chooses(tokens, first, known.number());
    }
    return false;
  }
}
