package dev.graft.train;

import dev.graft.data.Answers;
import dev.graft.data.Batch;
import dev.graft.data.Examples;
import dev.graft.data.Grouping;
import dev.graft.data.Inputs;
import dev.graft.data.Mixing;
import dev.graft.graph.Shape;
import java.util.List;

/**
 * One way through examples.
 *
 * @param examples to be gone through
 * @param views in which these inputs will be seen in all passes, this one included
 * @param order of their indices
 * @param mixing of each batch
 * @param seed of the mixing
 * @param epoch from 0
 * @param first number of the first batch in its epoch
 * @param grouping how the order becomes batches
 */
record Pass(
    Examples examples,
    int views,
    int[] order,
    Mixing mixing,
    long seed,
    int epoch,
    int first,
    Batching grouping) {

  /** Puts inputs of a pass together. */
  interface Batching {
    int[][] of(Inputs inputs, int[] order, int batchSize);
  }

  /** Goes through examples as they are, each once, in an order that does not count. */
  static Pass plain(Examples examples, int... order) {
    return new Pass(examples, 1, order, Mixing.none(), 0, 0, 0, Grouping::ofOneLength);
  }

  /** Goes through examples as they are, in an order that counts. */
  static Pass beside(Examples examples, int... order) {
    return new Pass(
        examples,
        1,
        order,
        Mixing.none(),
        0,
        0,
        0,
        (inputs, all, size) -> Grouping.inTurn(all, size));
  }

  /**
   * Goes through what is left of a training epoch.
   *
   * @param views of an input in all epochs of the task
   * @param batch that comes first
   */
  static Pass training(Task task, int views, int epoch, int batch, int... left) {
    FineTune options = task.options();
    return new Pass(
        task.training().apply(epoch),
        views,
        left,
        options.feed().mixing(),
        options.seed(),
        epoch,
        batch,
        (inputs, order, size) -> Grouping.inTurn(order, size));
  }

  /** Goes through some of the examples. */
  Pass only(List<Integer> indices) {
    int[] some = indices.stream().mapToInt(Integer::intValue).toArray();
    return new Pass(examples, views, some, mixing, seed, epoch, first, grouping);
  }

  boolean mixes() {
    return !mixing.equals(Mixing.none());
  }

  Inputs inputs() {
    return examples.inputs();
  }

  /** Gives the indices of each batch. */
  int[][] batches(int size) {
    return grouping.of(inputs(), order, size);
  }

  /** What some inputs should be taken for, as they are. */
  Answers answers(int... indices) {
    return examples.answers().at(indices);
  }

  /** Mixes a batch in place, where it is to be mixed. */
  Targets mix(Batch batch, int number) {
    Answers own = answers(batch.indices());
    if (!mixes()) {
      return Targets.of(own);
    }
    List<Shape> shapes = inputs().shapes();
    if (shapes.size() > 1) {
      throw new IllegalArgumentException("only images can be mixed, inputs are " + shapes);
    }
    int count = batch.size();
    Mixing.Mixed mixed =
        mixing.mix(batch.values().get(0), count, shapes.get(0), seed, epoch, first + number);
    return new Targets(own, own.at(Mixing.Mixed.partners(count)), mixed.share());
  }
}
