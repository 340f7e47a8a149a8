package dev.graft.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often an epoch shows the images of each class. What it draws is a pure function of (seed,
 * epoch).
 *
 * <p>Choose by what an error costs: equal shows of unequal classes move predictions towards the
 * rare ones.
 */
public enum Sampling {
  /** Every image once, shuffled. */
  NATURAL,

  /**
   * Every class as often as the largest: each image of a smaller class as often as all fit, and
   * some once more, others in every epoch. The epoch has classes × the largest class images.
   */
  OVERSAMPLED,

  /**
   * Every class as often as the smallest, other images of the larger ones in every epoch. The epoch
   * has classes × the smallest class images.
   */
  UNDERSAMPLED,

  /**
   * As often as {@link #OVERSAMPLED}, the classes taking turns: in any batch, whatever its size,
   * two classes differ by at most one image.
   */
  BALANCED_BATCHES;

  /**
   * Orders the images of an epoch.
   *
   * @param labels of all images, 0…classes − 1
   * @param classes how many there are
   * @param seed of the training
   * @param epoch from 0
   * @return indices into the labels; those of {@link #NATURAL} are {@link Batches#shuffled}
   * @throws IllegalArgumentException if a class has no images; {@link #NATURAL} takes that
   */
  public int[] order(int[] labels, int classes, long seed, int epoch) {
    if (this == NATURAL) {
      return Batches.shuffled(labels.length, seed, epoch);
    }
    int[][] images = byClass(labels, classes);
    IntStream sizes = Arrays.stream(images).mapToInt(ofClass -> ofClass.length);
    int count = (this == UNDERSAMPLED ? sizes.min() : sizes.max()).orElse(0);
    for (int label = 0; label < classes; label++) {
      images[label] = passes(images[label], count, label, seed, epoch);
    }
    if (this == BALANCED_BATCHES) {
      return turns(images, count, seed, epoch);
    }
    int[] order = Arrays.stream(images).flatMapToInt(Arrays::stream).toArray();
    Randomness.shuffle(order, Randomness.of(seed, "order", epoch));
    return order;
  }

  private int[][] byClass(int[] labels, int classes) {
    int[][] images = new int[classes][];
    for (int label = 0; label < classes; label++) {
      int wanted = label;
      images[label] = IntStream.range(0, labels.length).filter(i -> labels[i] == wanted).toArray();
      if (images[label].length == 0) {
        throw new IllegalArgumentException(
            "class " + label + " has no images, " + name() + " needs some of every class");
      }
    }
    return images;
  }

  /** Passes through a class, each shuffled anew, until there are so many. */
  private int[] passes(int[] images, int count, int label, long seed, int epoch) {
    var random = Randomness.of(seed, "passes", epoch, label);
    int[] drawn = new int[count];
    for (int i = 0; i < count; i++) {
      if (i % images.length == 0) {
        Randomness.shuffle(images, random);
      }
      drawn[i] = images[i % images.length];
    }
    return drawn;
  }

  /** One of each class, again and again in the same order of classes: any window is even. */
  private static int[] turns(int[][] images, int count, long seed, int epoch) {
    int[] classes = Batches.sequential(images.length);
    Randomness.shuffle(classes, Randomness.of(seed, "turns", epoch));
    return IntStream.range(0, count)
        .flatMap(turn -> Arrays.stream(classes).map(label -> images[label][turn]))
        .toArray();
  }
}
