package dev.graft.data;

import dev.graft.graph.Shape;
import dev.graft.pixels.ImageFile;
import dev.graft.weights.Excerpt;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/**
 * What a set of weights wants to see: a pixel value {@code x} of 0…255 becomes {@code (x − mean) /
 * std}, channel by channel in the stated order. It belongs to the weights, not to the caller, and
 * is saved with the model.
 *
 * @param height of the input, pixels, at most {@link #LARGEST}
 * @param width of the input, pixels, at most {@link #LARGEST}
 * @param order of the three channels
 * @param mean subtracted, in units of 0…255, one a channel in that order
 * @param std divided by, in units of 0…255, one a channel in that order
 * @param crop share of the resized image's side that the evaluation's centre crop keeps, above 0 up
 *     to 1; 1 keeps the whole shorter side
 * @param interpolation of the resize
 */
public record InputContract(
    int height,
    int width,
    Order order,
    List<Float> mean,
    List<Float> std,
    double crop,
    Interpolation interpolation)
    implements Contract {

  private static final int CHANNELS = 3;

  /** Side of the largest input, in pixels: an image of it is 200 MB of floats. */
  public static final int LARGEST = 4096;

  /** The order of the colour channels. */
  public enum Order {
    /** Red first: torchvision, timm, most of Keras. */
    RGB,
    /** Blue first: Keras's VGG and ResNet50, converted from Caffe. */
    BGR
  }

  /** How photos are resized: Pillow's filters of these names, antialiased where they shrink. */
  public enum Interpolation {
    /** A triangle: most of torchvision, Keras, EfficientNet-Lite. */
    BILINEAR,
    /** Keys's cubic with a = −0.5, sharper: timm, EfficientNet-B0. */
    BICUBIC
  }

  /** Copies and checks. */
  public InputContract {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (height < 1 || width < 1 || height > LARGEST || width > LARGEST) {
      throw new IllegalArgumentException(
          "input size is " + height + " × " + width + ", must be positive and at most " + LARGEST);
    }
    if (mean.size() != 3 || std.size() != 3 || std.contains(0f) || !finite(mean) || !finite(std)) {
      throw new IllegalArgumentException(
          "mean is "
              + Excerpt.of(mean)
              + " and std is "
              + Excerpt.of(std)
              + ", each needs three finite values and std none of zero");
    }
    if (!(crop > 0 && crop <= 1)) {
      throw new IllegalArgumentException("crop is " + crop + ", must be above 0 and at most 1");
    }
  }

  /** Refuses what wants no photos. */
  static InputContract of(Contract contract) {
    if (contract instanceof InputContract photos) {
      return photos;
    }
    throw new IllegalArgumentException(
        "this model wants texts (%s), the set is of images".formatted(contract));
  }

  /**
   * Describes square RGB input with one mean and one std for all channels, resized bilinear.
   *
   * @param size side in pixels
   * @param mean in units of 0…255
   * @param std in units of 0…255
   * @param crop share kept by the centre crop
   * @return the contract
   */
  public static InputContract rgb(int size, float mean, float std, double crop) {
    return new InputContract(
        size,
        size,
        Order.RGB,
        List.of(mean, mean, mean),
        List.of(std, std, std),
        crop,
        Interpolation.BILINEAR);
  }

  /**
   * Says the same of another size.
   *
   * @param side of the square, pixels
   * @return the contract, whose crop keeps the same share
   */
  public InputContract size(int side) {
    return size(side, side);
  }

  /**
   * Says the same of a rectangle.
   *
   * @param high its height, pixels
   * @param wide its width, pixels
   * @return the contract, whose crop keeps the same share
   */
  public InputContract size(int high, int wide) {
    return new InputContract(high, wide, order, mean, std, crop, interpolation);
  }

  /**
   * Says the same of another crop.
   *
   * @param share of the resized image's side that is kept, above 0 up to 1
   * @return the contract
   */
  public InputContract crop(double share) {
    return new InputContract(height, width, order, mean, std, share, interpolation);
  }

  /**
   * Says the same of another interpolation.
   *
   * @param wanted of the resize
   * @return the contract
   */
  public InputContract interpolation(Interpolation wanted) {
    return new InputContract(height, width, order, mean, std, crop, wanted);
  }

  /**
   * Says the same of another order of colours.
   *
   * @param wanted red or blue first; mean and std stay where they stand
   * @return the contract
   */
  public InputContract order(Order wanted) {
    return new InputContract(height, width, wanted, mean, std, crop, interpolation);
  }

  /**
   * Says the same of another normalization.
   *
   * @param means subtracted, in units of 0…255, one a channel in the contract's order
   * @param stds divided by, in the same units
   * @return the contract
   */
  public InputContract normalization(List<Float> means, List<Float> stds) {
    return new InputContract(height, width, order, means, stds, crop, interpolation);
  }

  /**
   * Says the same of another normalization, equal for all channels.
   *
   * @param mean subtracted, in units of 0…255
   * @param std divided by, in the same units
   * @return the contract
   */
  public InputContract normalization(float mean, float std) {
    return normalization(List.of(mean, mean, mean), List.of(std, std, std));
  }

  /** A photo becomes {@code (3, height, width)}. */
  @Override
  public List<Shape> inputs() {
    return List.of(Shape.of(CHANNELS, height, width));
  }

  @Override
  public String text() {
    return toString();
  }

  /** Decoders agree on photos, not on what is left of one whose damage none of them sees. */
  @Override
  public String reading() {
    return text() + ImageFile.reading();
  }

  /** Says it as a sentence that a person reads. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %d × %d pixels; each value x becomes (x − %s) / %s; the centre %s %% of the photo,"
            + " resized %s",
        order,
        height,
        width,
        shown(mean),
        shown(std),
        plain(100 * crop),
        interpolation.name().toLowerCase(Locale.ROOT));
  }

  private static boolean finite(List<Float> values) {
    return values.stream().allMatch(Float::isFinite);
  }

  private static String shown(List<Float> channels) {
    boolean one = channels.stream().distinct().count() == 1;
    return one
        ? plain(channels.get(0))
        : channels.stream().map(InputContract::plain).toList().toString();
  }

  private static String plain(Number value) {
    return new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }
}
