package dev.graft.infer.read;

import dev.graft.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What an input has become: a node of the graph that is being drawn, and how ONNX sees it. ONNX may
 * hold the batch in any axis, alone or times a number; the graph's arrays have it in front, that
 * number left where it stands.
 *
 * @param node its name
 * @param dims as ONNX counts them
 * @param batch the axis that holds the batch
 * @param inner what stands before the batch in that axis: {@code (T·N, C)} has T
 */
record Flow(String node, long[] dims, int batch, long inner) implements Value {

  /** Makes one with nothing before the batch in its axis. */
  static Flow of(String node, long... dims) {
    return of(node, 1, dims);
  }

  /** Makes one of what is known to stand before the batch in its axis. */
  static Flow of(String node, long inner, long... dims) {
    int batch = -1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] % BATCH == 0 && dims[i] > 0) {
        if (batch >= 0) {
          throw new IllegalArgumentException("two axes hold the batch");
        }
        batch = i;
      }
    }
    if (batch < 0) {
      throw new IllegalArgumentException("it mixes what belongs to several samples");
    }
    return new Flow(node, dims, batch, inner);
  }

  /** Whether another holds the batch in the same place. */
  boolean besides(Flow other) {
    return batch == other.batch && factor() == other.factor() && inner == other.inner;
  }

  /** What the batch is multiplied with. */
  long factor() {
    return dims[batch] / BATCH;
  }

  /** The dimensions of one sample's array in the graph. */
  List<Integer> sample() {
    List<Integer> sample = new ArrayList<>();
    for (int i = 0; i < dims.length; i++) {
      if (i != batch) {
        sample.add(Math.toIntExact(dims[i]));
      } else if (factor() > 1) {
        sample.add(Math.toIntExact(factor()));
      }
    }
    return sample.isEmpty() ? List.of(1) : sample;
  }

  Shape shape() {
    return Shape.ofArray(sample());
  }

  /** Whether the batch stands alone in front, as images have it. */
  boolean plain() {
    return batch == 0 && factor() == 1;
  }

  /** Finds an axis of ONNX's in the graph's array, where 0 is the batch. */
  int array(int axis) {
    if (axis == batch) {
      throw new IllegalArgumentException("it works across samples");
    }
    return factor() > 1 || axis < batch ? axis + 1 : axis;
  }

  /** Counts what stands before the batch. */
  long before() {
    return Value.product(dims, 0, batch) * inner;
  }
}
