package dev.graft.train;

import dev.graft.data.Batch;
import dev.graft.data.Batches;
import dev.graft.data.Inputs;
import dev.graft.engine.BatchMoments;
import dev.graft.engine.Network;
import dev.graft.progress.Progress;
import dev.graft.weights.StateDict;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/** Takes the statistics of a network's batch normalizations anew, from inputs without answers. */
public final class DomainStatistics {
  private static final int BATCH = 32;

  /** More inputs move no statistic by what would count. */
  private static final int MOST = 2048;

  private static final long SEED = 42;

  private DomainStatistics() {}

  /**
   * Shows inputs in shuffled batches of up to 32, all about equally large; of more than 2048 those
   * that the shuffle begins with.
   *
   * @param title of the progress line
   * @param network all of whose batch normalizations are looked at; itself unchanged
   * @param inputs at least one
   * @return its running means and variances as these inputs have them; the same for the same inputs
   * @throws CancellationException when the thread was interrupted, within one batch; the flag is
   *     cleared
   */
  public static StateDict of(String title, Network network, Inputs inputs) {
    int[] shuffled = Batches.shuffled(inputs.size(), SEED, 0);
    int[] order = Arrays.copyOf(shuffled, Math.min(MOST, shuffled.length));
    int done = 0;
    try (Progress progress = Progress.start(title, order.length);
        BatchMoments moments = new BatchMoments(network);
        Batches batches = Batches.of(inputs, parts(order))) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        moments.add(batch.values(), batch.extent());
        done += batch.size();
        progress.step(batch.size(), "");
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException();
        }
      }
      return moments.statistics();
    } catch (CancellationException e) {
      throw Interrupted.during(title, done, order.length);
    }
  }

  /** A last batch of one input would have a variance of its own. */
  static int[][] parts(int... order) {
    int count = (order.length + BATCH - 1) / BATCH;
    int[][] parts = new int[count][];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) order.length * i / count);
      int to = (int) ((long) order.length * (i + 1) / count);
      parts[i] = Arrays.copyOfRange(order, from, to);
    }
    return parts;
  }
}
