package dev.graft.data;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Several fixed looks at each image, whose probabilities are averaged: test-time augmentation. It
 * costs one pass through the network a look.
 *
 * <pre>{@code
 * evaluate(model, data.validation(), TestTime.flip()).accuracy();
 * predict(model, photos, TestTime.tenCrops());
 * }</pre>
 *
 * <p>Nothing is drawn at random and no {@link Augmentation} is involved: equal images give equal
 * figures. Corners and centre lie where torchvision's {@code FiveCrop} of the resized image has
 * them; of a contract that keeps the whole shorter side they differ along the longer side only.
 * Immutable.
 */
public final class TestTime {
  private final String name;
  private final List<Look> looks;

  private TestTime(String name, List<Look> looks) {
    this.name = name;
    this.looks = List.copyOf(looks);
  }

  /**
   * Looks once, as an evaluation without test-time augmentation does: what others are compared
   * with.
   *
   * @return one look
   */
  public static TestTime once() {
    return new TestTime("the centre", List.of(Look.EVALUATION));
  }

  /**
   * Looks at the image as an evaluation does, and at its mirror.
   *
   * @return two looks
   */
  public static TestTime flip() {
    return once().mirrored();
  }

  /**
   * Looks at the four corners and the centre of the resized image, each as large as the input.
   *
   * @return five looks
   */
  public static TestTime crops() {
    return new TestTime(
        "corners and centre",
        List.of(corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1), Look.EVALUATION));
  }

  /**
   * Looks at the four corners, the centre, and the mirror of each (Krizhevsky et al. 2012, section
   * 4.1). Where the rest beside the centre is odd, torchvision's {@code TenCrop} has the mirrored
   * centre one pixel aside.
   *
   * @return ten looks
   */
  public static TestTime tenCrops() {
    return crops().mirrored();
  }

  /**
   * Looks at the centre in several magnifications: each is resized so that the cut keeps a share of
   * its shorter side.
   *
   * @param crops shares in place of the contract's, each above 0 and at most 1; small ones magnify
   * @return a look a share
   * @throws IllegalArgumentException if there is none, or one is outside its range
   */
  public static TestTime zooms(double... crops) {
    if (crops.length == 0) {
      throw new IllegalArgumentException("no crops to look at; give one or more, such as 0.75, 1");
    }
    for (double crop : crops) {
      if (!(crop > 0 && crop <= 1)) {
        throw new IllegalArgumentException("crop is " + crop + ", must be above 0 and at most 1");
      }
    }
    List<Look> looks = Arrays.stream(crops).mapToObj(c -> new Look(0.5, 0.5, c, false)).toList();
    return new TestTime("the centre at " + Arrays.toString(crops), looks);
  }

  /**
   * Adds the mirror of each look, left and right changed over.
   *
   * @return twice as many looks; the same where they are mirrored already
   */
  public TestTime mirrored() {
    List<Look> both =
        Stream.concat(looks.stream(), looks.stream().map(Look::mirror)).distinct().toList();
    return both.size() == looks.size() ? this : new TestTime(name + " and mirrored", both);
  }

  private static Look corner(double x, double y) {
    return new Look(x, y, 0, false);
  }

  /**
   * Gives the images as each look shows them.
   *
   * @param images labelled or not
   * @param contract what the weights want
   * @return the inputs of each look, each with the indices of the images
   */
  public List<Inputs> inputs(ImageSet images, InputContract contract) {
    List<Inputs> inputs = new ArrayList<>();
    looks.forEach(look -> inputs.add(new ShownImages(new Seen(images.pictures(), look), contract)));
    return List.copyOf(inputs);
  }

  /**
   * Counts the looks, which is also how many times as long an evaluation takes.
   *
   * @return 1 or more
   */
  public int count() {
    return looks.size();
  }

  /**
   * Draws what the network is shown of an image, a tile a look.
   *
   * @param images labelled or not
   * @param index of the image
   * @param contract of the model that looks
   * @return a contact sheet
   */
  public BufferedImage preview(ImageSet images, int index, InputContract contract) {
    return ContactSheet.looks(images.shared(index), looks, contract);
  }

  List<Look> looks() {
    return looks;
  }

  @Override
  public String toString() {
    String count = looks.size() == 1 ? "1 look" : looks.size() + " looks";
    return count + " at each image: " + name;
  }
}
