package dev.graft.train;

import dev.graft.data.Batch;
import dev.graft.data.Mixing;
import dev.graft.data.PixelSource;
import dev.graft.weights.InputContract;
import java.util.List;

/**
 * One way through images.
 *
 * @param source of the images
 * @param views in which these images will be seen in all passes, this one included
 * @param order of their indices
 * @param mixing of each batch
 * @param seed of the mixing
 * @param epoch from 0
 * @param first number of the first batch in its epoch
 */
record Pass(
    PixelSource source, int views, int[] order, Mixing mixing, long seed, int epoch, int first) {

  /** Goes through images as they are, each once. */
  static Pass plain(PixelSource source, int... order) {
    return new Pass(source, 1, order, Mixing.none(), 0, 0, 0);
  }

  /**
   * Goes through what is left of a training epoch.
   *
   * @param views of an image in all epochs of the task
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
        batch);
  }

  /** Goes through some of the images. */
  Pass only(List<Integer> indices) {
    int[] some = indices.stream().mapToInt(Integer::intValue).toArray();
    return new Pass(source, views, some, mixing, seed, epoch, first);
  }

  boolean mixes() {
    return !mixing.equals(Mixing.none());
  }

  /** Mixes a batch in place, where it is to be mixed. */
  Targets mix(Batch batch, InputContract contract, int number) {
    if (!mixes()) {
      return Targets.of(batch.labels());
    }
    Mixing.Mixed mixed =
        mixing.mix(batch.pixels(), batch.labels(), contract, seed, epoch, first + number);
    return new Targets(mixed.labels(), mixed.partners(), mixed.share());
  }
}
