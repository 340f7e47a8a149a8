package dev.graft.infer;

import dev.graft.graph.Transpose;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Writes another order of axes. */
final class TransposeWord implements Word<Transpose> {
  @Override
  public void write(Transpose op, OnnxPlace place) {
    IntStream axes = op.axes().stream().mapToInt(axis -> axis);
    long[] all = LongStream.concat(LongStream.of(0), axes.asLongStream()).toArray();
    place.write("Transpose", place.inputs(), OnnxGraph.integers("perm", all));
  }
}
