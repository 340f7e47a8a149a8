package dev.graft.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A chain of augmentation steps, done in the order they are written. Immutable: every word returns
 * a longer chain. Begin one with {@link Augmentation}.
 */
public final class Augmentations implements Augmentation {
  private final List<Step> steps;

  Augmentations(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  List<Step> steps() {
    return steps;
  }

  /**
   * Does a step of one's own.
   *
   * @param step a record, whose text says all its options: kept features are known by it
   * @return a chain that ends with this step
   * @throws IllegalArgumentException if it is no record
   */
  public Augmentations and(Step step) {
    if (!step.getClass().isRecord()) {
      throw new IllegalArgumentException(
          "an augmentation step must be a record, whose text says its options; this is "
              + step.getClass().getName());
    }
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Augmentations(longer);
  }

  /**
   * Mirrors half of the images, left and right: of two successive views of an image one.
   *
   * @return a chain that ends with this step
   */
  public Augmentations flip() {
    return and(new Flip(false));
  }

  /**
   * Mirrors half of the images, top and bottom: of two successive views of an image one.
   *
   * @return a chain that ends with this step
   */
  public Augmentations flipVertical() {
    return and(new Flip(true));
  }

  /**
   * Turns by up to so many degrees either way.
   *
   * @param degrees 0…180
   * @return a chain that ends with this step
   */
  public Augmentations rotate(double degrees) {
    return and(new Rotate(degrees));
  }

  /**
   * Moves by up to a share of the width and of the height either way.
   *
   * @param width share, 0…1
   * @param height share, 0…1
   * @return a chain that ends with this step
   */
  public Augmentations shift(double width, double height) {
    return and(new Shift(width, height));
  }

  /**
   * Slants along the width by up to so many degrees either way.
   *
   * @param degrees 0…60
   * @return a chain that ends with this step
   */
  public Augmentations shear(double degrees) {
    return and(new Shear(degrees));
  }

  /**
   * Shows between 1 − share and 1 + share of the picture's sides.
   *
   * @param share 0…0.9
   * @return a chain that ends with this step
   */
  public Augmentations zoom(double share) {
    return and(new Zoom(share));
  }

  /**
   * Shows a random part of the image, 8 to 100 % of its area, ratio 3/4 to 4/3, in place of the
   * centre (torchvision's {@code RandomResizedCrop} with its defaults).
   *
   * @return a chain that ends with this step
   */
  public Augmentations randomResizedCrop() {
    return and(new RandomResizedCrop(0.08, 1));
  }

  /**
   * Shows a random part of the image, ratio 3/4 to 4/3, in place of the centre.
   *
   * @param minArea smallest share of the area, 0.001…1
   * @param maxArea largest share of the area, minArea…1
   * @return a chain that ends with this step
   */
  public Augmentations randomResizedCrop(double minArea, double maxArea) {
    return and(new RandomResizedCrop(minArea, maxArea));
  }

  /**
   * Multiplies all values by 1 − share to 1 + share.
   *
   * @param share 0…1
   * @return a chain that ends with this step
   */
  public Augmentations brightness(double share) {
    return and(new Brightness(share));
  }

  /**
   * Spreads all values about the mean grey by 1 − share to 1 + share.
   *
   * @param share 0…1
   * @return a chain that ends with this step
   */
  public Augmentations contrast(double share) {
    return and(new Contrast(share));
  }

  /**
   * Changes the saturation by 1 − share to 1 + share and turns the hue either way.
   *
   * @param saturation share, 0…1
   * @param hue share of the colour circle, 0…0.5
   * @return a chain that ends with this step
   */
  public Augmentations colour(double saturation, double hue) {
    return and(new Colour(saturation, hue));
  }

  /**
   * Adds Gaussian noise to every value.
   *
   * @param std standard deviation in units of 0…255
   * @return a chain that ends with this step
   */
  public Augmentations noise(double std) {
    return and(new Noise(std));
  }

  /**
   * Fills a random rectangle of some images with noise: 2 to 33 % of the area.
   *
   * @param probability share of the images, 0…1
   * @return a chain that ends with this step
   */
  public Augmentations erase(double probability) {
    return and(new Erase(probability));
  }

  /**
   * Makes images look like photos of another kind, none of whose labels is read: in each view the
   * long waves of one of them take the place of the image's own (Yang and Soatto 2020, "FDA:
   * Fourier domain adaptation for semantic segmentation", equation 3). Light and colours become
   * theirs, edges stay.
   *
   * <pre>{@code
   * Augmentation.like(paintings, model.contract()).flip()
   * }</pre>
   *
   * @param photos read here and now, at the contract's size; of more than 64 so many, spread evenly
   * @param contract of the model that learns
   * @return a chain that ends with this step
   * @throws IllegalArgumentException when there is no photo
   */
  public Augmentations like(ImageSet photos, InputContract contract) {
    return like(photos, contract, 0.05);
  }

  /**
   * Makes images look like photos of another kind, more or less.
   *
   * @param photos read here and now, at the contract's size; of more than 64 so many, spread evenly
   * @param contract of the model that learns
   * @param share of waves that are taken from them, the paper's β, 0…0.25; it takes 0.01 to 0.09
   * @return a chain that ends with this step
   * @throws IllegalArgumentException when there is no photo, or the share is out of its range
   */
  public Augmentations like(ImageSet photos, InputContract contract, double share) {
    return and(Like.of(photos, contract, share));
  }

  /**
   * Does two operations at magnitude 9, RandAugment's usual choice.
   *
   * @return a chain that ends with this step
   */
  public Augmentations randAugment() {
    return randAugment(2, 9);
  }

  /**
   * Does some operations, each drawn from fourteen, all at one magnitude (Cubuk et al. 2020,
   * RandAugment). The operations and their ranges are torchvision's {@code RandAugment} of 31
   * magnitudes: identity, shear and translation along either side, rotation, brightness, colour,
   * contrast, sharpness, posterize, solarize, auto contrast, equalize.
   *
   * <p>Unlike there, all that moves the picture is done first and at once, and what lies beyond its
   * border is mirrored, not black; values are not cut to whole numbers after each operation.
   *
   * @param operations of each view, at least 1
   * @param magnitude 0…30; those with two sides go either way
   * @return a chain that ends with this step
   */
  public Augmentations randAugment(int operations, int magnitude) {
    return and(new RandAugment(operations, magnitude));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Augmentations that && steps.equals(that.steps);
  }

  @Override
  public int hashCode() {
    return Objects.hash(steps);
  }

  /** Lists the steps with all their options; equal chains have equal texts. */
  @Override
  public String toString() {
    return steps.toString();
  }
}
