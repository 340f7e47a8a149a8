package dev.graft.train;

import dev.graft.data.Batches;
import dev.graft.data.Classes;
import dev.graft.data.Examples;
import dev.graft.data.Inputs;
import java.util.Arrays;
import java.util.Optional;

/**
 * Unlabelled examples that go beside the training examples, a batch with each of theirs. Which ones
 * depends on the seed, the epoch and the batch alone.
 */
final class Beside implements AutoCloseable {
  /** Their order is another one than that of as many training examples. */
  private static final long OTHER = 0x9E3779B97F4A7C15L;

  private final Inputs inputs;
  private final long seed;
  private final int size;
  private final Activations activations;
  private Optional<Walk> walk = Optional.empty();

  private Beside(Task task, Coral coral) {
    this.inputs = coral.examples().inputs(task.contract());
    this.seed = task.options().seed() ^ OTHER;
    this.size = Math.min(task.options().feed().batchSize(), inputs.size());
    this.activations = new Activations(task.network(), task.frozen(), task.contract(), size);
  }

  /** Where the objective has a term for them. */
  static Optional<Beside> of(Task task) {
    Optional<Coral> coral = task.options().objective().coral();
    coral.ifPresent(its -> requireVector(task));
    return coral.map(its -> new Beside(task, its));
  }

  private static void requireVector(Task task) {
    var shape = task.network().graph().outputShape();
    if (shape.rank() != 1) {
      throw new IllegalArgumentException(
          "CORAL aligns outputs of one row an example, this network gives %s; use a head of classes or of tags"
              .formatted(shape));
    }
  }

  /**
   * Begins an epoch, or goes on with it.
   *
   * @param epoch from 0
   * @param batch that comes first, from 0
   * @param batches of the whole epoch
   */
  void begin(int epoch, int batch, int batches) {
    close(walk);
    int[] order = order(inputs.size(), size, seed, epoch, batches);
    int[] left = Arrays.copyOfRange(order, batch * size, order.length);
    Examples unlabelled = new Examples(inputs, new Classes(new int[inputs.size()]));
    walk = Optional.of(activations.walk(Pass.beside(unlabelled, left)));
  }

  /** As many rounds as it takes, each shuffled anew. */
  static int[] order(int count, int size, long seed, int epoch, int batches) {
    int[] order = new int[Math.multiplyExact(batches, size)];
    int rounds = (order.length + count - 1) / count;
    for (int round = 0; round < rounds; round++) {
      int[] shuffled = Batches.shuffled(count, seed, epoch * rounds + round);
      int from = round * count;
      System.arraycopy(shuffled, 0, order, from, Math.min(count, order.length - from));
    }
    return order;
  }

  Bound next() {
    return walk.orElseThrow().next();
  }

  private static void close(Optional<Walk> some) {
    some.ifPresent(Walk::close);
  }

  @Override
  public void close() {
    close(walk);
    activations.close();
  }
}
