package dev.graft.data;

import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How the images of a training batch are mixed with each other, and their labels with them.
 *
 * <pre>{@code
 * Mixing.mixup(0.2)
 * Mixing.either(Mixing.mixup(0.2), Mixing.cutMix(1))
 * }</pre>
 *
 * <p>As torchvision's {@code MixUp} and {@code CutMix}: one share λ a batch, drawn from Beta(α, α),
 * and each image's partner is the one before it in the batch, the first one's the last. A batch of
 * one image stays as it is. What is drawn is a pure function of (seed, epoch, batch). Pixels may be
 * normalized already: mixing before or after is the same.
 *
 * <p>Mixed images are new in every batch, so their features cannot be cached.
 */
public sealed interface Mixing permits Unmixed, Mixup, CutMix, EitherMixing {

  /**
   * Leaves every image as it is.
   *
   * @return no mixing
   */
  static Mixing none() {
    return new Unmixed();
  }

  /**
   * Lays two images over each other: λ of one and 1 − λ of the other (Zhang et al. 2018, mixup:
   * Beyond Empirical Risk Minimization).
   *
   * @param alpha of Beta(α, α), above 0: near 0 hardly mixes, 1 draws λ evenly; the paper has 0.1
   *     to 0.4
   * @return this mixing
   */
  static Mixing mixup(double alpha) {
    return new Mixup(alpha);
  }

  /**
   * Puts a box of one image into another. Its sides are √(1 − λ) of the image's, its centre is
   * drawn evenly, what lies outside is cut off, and λ becomes the share of the area that remains
   * (Yun et al. 2019, CutMix).
   *
   * @param alpha of Beta(α, α), above 0; the paper has 1
   * @return this mixing
   */
  static Mixing cutMix(double alpha) {
    return new CutMix(alpha);
  }

  /**
   * Mixes half of the batches one way and half the other, at random.
   *
   * @param one way, such as {@link #mixup}
   * @param other way, such as {@link #cutMix}
   * @return this mixing
   */
  static Mixing either(Mixing one, Mixing other) {
    return new EitherMixing(one, other);
  }

  /**
   * Mixes a batch in place.
   *
   * @param pixels {@code (N, 3, H, W)} from the buffer's position to its limit; changed
   * @param count N
   * @param shape {@code (3, H, W)}
   * @param random what is drawn, depends on it alone
   * @return the share that each image keeps
   * @throws IllegalArgumentException if the buffer does not hold so many images of that shape, or
   *     these are no images
   */
  Mixed mix(FloatBuffer pixels, int count, Shape shape, RandomGenerator random);

  /**
   * Mixes a batch in place, as this batch of this epoch is always mixed.
   *
   * @param pixels {@code (N, 3, H, W)} from the buffer's position to its limit; changed
   * @param count N
   * @param shape {@code (3, H, W)}
   * @param seed of the training
   * @param epoch from 0
   * @param batch of the epoch, from 0
   * @return the share that each image keeps
   * @throws IllegalArgumentException if the buffer does not hold so many images of that size
   */
  default Mixed mix(FloatBuffer pixels, int count, Shape shape, long seed, int epoch, int batch) {
    return mix(pixels, count, shape, Randomness.of(seed, "mixing", epoch, batch));
  }

  /**
   * What became of a batch: the loss of an image is {@code share} times that of its own answer and
   * 1 − share times that of its partner's.
   *
   * @param share of the own image, 0…1; 1 where nothing was mixed
   */
  record Mixed(double share) {
    /**
     * Tells whose image was mixed into each.
     *
     * @param count images in the batch
     * @return the index in the batch of each image's partner
     */
    public static int[] partners(int count) {
      return IntStream.range(0, count).map(i -> Math.floorMod(i - 1, count)).toArray();
    }
  }
}
