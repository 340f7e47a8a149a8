package dev.graft.train;

import dev.graft.data.PixelSource;
import dev.graft.engine.Network;
import dev.graft.evaluate.OneLogit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One stage of training: what learns from which images, and how.
 *
 * @param network as it is before the stage
 * @param frozen where its frozen part ends
 * @param training the training images as one epoch sees them, by epoch from 0
 * @param validation images that are never augmented
 * @param options how
 */
record Task(
    Network network,
    Frozen frozen,
    IntFunction<PixelSource> training,
    PixelSource validation,
    FineTune options) {

  /** Reads the labels of the training images. */
  int[] labels() {
    PixelSource images = training.apply(0);
    return IntStream.range(0, images.size()).map(images::label).toArray();
  }

  /** Counts the classes. */
  int classes() {
    return OneLogit.classes(network.graph().outputShape().size());
  }

  /** Gives the order in which an epoch shows the images. */
  int[] order(int epoch) {
    return options.feed().sampling().order(labels(), classes(), options.seed(), epoch);
  }

  /** Counts the images for which a batch needs room: those there are, where more are asked for. */
  int largestBatch() {
    int most = Math.max(order(0).length, validation.size());
    return Math.max(1, Math.min(options.feed().batchSize(), most));
  }

  /** Counts the different views of an image in all epochs. */
  int views() {
    return (int)
        IntStream.range(0, options.epochs())
            .mapToObj(epoch -> training.apply(epoch).key(0))
            .distinct()
            .count();
  }
}
