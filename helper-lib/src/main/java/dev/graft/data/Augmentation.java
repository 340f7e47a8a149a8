package dev.graft.data;

import java.util.List;

/**
 * Random changes to training images: where a chain of steps begins. Each word below begins one, and
 * the {@link Augmentations} it returns has the same words to go on with.
 *
 * <pre>{@code
 * Augmentation.flip().rotate(15).zoom(0.1)
 * Augmentation.randomResizedCrop().flip().colour(0.2, 0.02)
 * }</pre>
 *
 * <p>A view of an image is a pure function of (seed, image, view). Steps that move the picture are
 * composed into one map and the image is sampled once, antialiased; what lies beyond its border is
 * mirrored. Without a crop the picture is framed as an evaluation frames it, so {@link #none} is
 * exactly the evaluation's pixels. Values are 0…255 throughout: there is no rescaling step because
 * scale and mean belong to the weights' input contract, which is applied last. So does the
 * interpolation, of views too: EfficientNet was trained with one and the same, and torchvision's
 * recipes are bilinear throughout; only timm's draw bilinear or bicubic for each view.
 */
public sealed interface Augmentation permits Augmentations {

  /**
   * Changes nothing.
   *
   * @return an empty chain
   */
  static Augmentations none() {
    return new Augmentations(List.of());
  }

  /**
   * Does a step of one's own.
   *
   * @param step a record, whose text says all its options: kept features are known by it
   * @return a chain of this step
   * @throws IllegalArgumentException if it is no record
   */
  static Augmentations of(Step step) {
    return none().and(step);
  }

  /**
   * Mirrors half of the images, left and right: of two successive views of an image one.
   *
   * @return a chain of this step
   */
  static Augmentations flip() {
    return none().flip();
  }

  /**
   * Mirrors half of the images, top and bottom: of two successive views of an image one.
   *
   * @return a chain of this step
   */
  static Augmentations flipVertical() {
    return none().flipVertical();
  }

  /**
   * Turns by up to so many degrees either way.
   *
   * @param degrees 0…180
   * @return a chain of this step
   */
  static Augmentations rotate(double degrees) {
    return none().rotate(degrees);
  }

  /**
   * Moves by up to a share of the width and of the height either way.
   *
   * @param width share, 0…1
   * @param height share, 0…1
   * @return a chain of this step
   */
  static Augmentations shift(double width, double height) {
    return none().shift(width, height);
  }

  /**
   * Slants along the width by up to so many degrees either way.
   *
   * @param degrees 0…60
   * @return a chain of this step
   */
  static Augmentations shear(double degrees) {
    return none().shear(degrees);
  }

  /**
   * Shows between 1 − share and 1 + share of the picture's sides.
   *
   * @param share 0…0.9
   * @return a chain of this step
   */
  static Augmentations zoom(double share) {
    return none().zoom(share);
  }

  /**
   * Shows a random part of the image, 8 to 100 % of its area, ratio 3/4 to 4/3, in place of the
   * centre (torchvision's {@code RandomResizedCrop} with its defaults).
   *
   * @return a chain of this step
   */
  static Augmentations randomResizedCrop() {
    return none().randomResizedCrop();
  }

  /**
   * Shows a random part of the image, ratio 3/4 to 4/3, in place of the centre.
   *
   * @param minArea smallest share of the area, 0.001…1
   * @param maxArea largest share of the area, minArea…1
   * @return a chain of this step
   */
  static Augmentations randomResizedCrop(double minArea, double maxArea) {
    return none().randomResizedCrop(minArea, maxArea);
  }

  /**
   * Multiplies all values by 1 − share to 1 + share.
   *
   * @param share 0…1
   * @return a chain of this step
   */
  static Augmentations brightness(double share) {
    return none().brightness(share);
  }

  /**
   * Spreads all values about the mean grey by 1 − share to 1 + share.
   *
   * @param share 0…1
   * @return a chain of this step
   */
  static Augmentations contrast(double share) {
    return none().contrast(share);
  }

  /**
   * Changes the saturation by 1 − share to 1 + share and turns the hue either way.
   *
   * @param saturation share, 0…1
   * @param hue share of the colour circle, 0…0.5
   * @return a chain of this step
   */
  static Augmentations colour(double saturation, double hue) {
    return none().colour(saturation, hue);
  }

  /**
   * Adds Gaussian noise to every value.
   *
   * @param std standard deviation in units of 0…255
   * @return a chain of this step
   */
  static Augmentations noise(double std) {
    return none().noise(std);
  }

  /**
   * Fills a random rectangle of some images with noise: 2 to 33 % of the area.
   *
   * @param probability share of the images, 0…1
   * @return a chain of this step
   */
  static Augmentations erase(double probability) {
    return none().erase(probability);
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
   * @return a chain of this step
   * @throws IllegalArgumentException when there is no photo
   */
  static Augmentations like(ImageSet photos, InputContract contract) {
    return none().like(photos, contract, 0.05);
  }

  /**
   * Makes images look like photos of another kind, more or less.
   *
   * @param photos read here and now, at the contract's size; of more than 64 so many, spread evenly
   * @param contract of the model that learns
   * @param share of waves that are taken from them, the paper's β, 0…0.25; it takes 0.01 to 0.09
   * @return a chain of this step
   * @throws IllegalArgumentException when there is no photo, or the share is out of its range
   */
  static Augmentations like(ImageSet photos, InputContract contract, double share) {
    return none().like(photos, contract, share);
  }

  /**
   * Does two operations at magnitude 9, RandAugment's usual choice.
   *
   * @return a chain of this step
   */
  static Augmentations randAugment() {
    return none().randAugment();
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
   * @return a chain of this step
   */
  static Augmentations randAugment(int operations, int magnitude) {
    return none().randAugment(operations, magnitude);
  }
}
