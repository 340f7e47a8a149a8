package dev.graft.data;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Images of which every pixel has a class. Immutable.
 *
 * <pre>{@code
 * var streets = MaskSet.of(Path.of("camvid/train"), List.of("sky", "building", …)).ignoring(11);
 * var data = streets.split(0.8, 42);
 * replaceHead(model, Head.segmenter(streets.classes()));
 * fineTune(model, augment(data.train(), Augmentation.flip()), data.validation(), FineTune.epochs(5));
 * evaluate(model, data.validation()).meanIou();
 * }</pre>
 *
 * <p>A mask is a PNG as large as its image, whose palette places or greys are indices of classes,
 * from 0 on; 255 stands for no class. Masks are read when they are needed, by whoever needs them: a
 * value that is neither a class nor ignored is refused then, with the mask's name.
 */
public final class MaskSet extends Answered<ImageSet, MaskSet> {
  private MaskSet(ImageSet images) {
    super(images, images::select, MaskSet::new);
  }

  /** Takes the masks of drawn insects. */
  static MaskSet drawn(ImageSet garden) {
    return new MaskSet(GardenMasks.of(garden));
  }

  private static MaskSet of(MaskPairs pairs, List<String> classes) {
    return new MaskSet(new ImageSet(pairs.labelled(MaskLabels.of(classes))));
  }

  /**
   * Reads a folder with {@code images} and {@code masks}, files of equal names in both but for
   * their endings: {@code images/17.jpg} and {@code masks/17.png}. What has no partner, is no
   * readable image or of another size than its partner is left out and listed by {@link #rejected}.
   *
   * @param folder of the two
   * @param classes names by value, from 0 on: 2 to 255
   * @return the images, sorted by name
   * @throws IllegalArgumentException if there is no such folder, or no image with its mask in it
   */
  public static MaskSet of(Path folder, List<String> classes) {
    return of(MaskPairs.in(folder), classes);
  }

  /**
   * Reads a table with a column of images and one of masks. What is no readable image, is listed
   * twice or of another size than its partner is left out and listed by {@link #rejected}.
   *
   * @param table such as {@code Table.read().csv("masks.csv")}
   * @param image name of the column of images' paths
   * @param mask name of the column of masks' paths
   * @param classes names by value, from 0 on: 2 to 255
   * @param folder that relative paths begin in
   * @return the images in the order of the table
   * @throws IllegalArgumentException if there is no such column, or no image with its mask
   */
  public static MaskSet of(
      Table table, String image, String mask, List<String> classes, Path folder) {
    return of(MaskPairs.of(table, image, mask, folder), classes);
  }

  /**
   * Joins images and masks in memory.
   *
   * @param images whose classes, where they have some, no longer count
   * @param masks one an image, in the same order, all of the first one's classes
   * @return the images whose masks are as large as they are
   * @throws IllegalArgumentException if there are more of one than of the other, or none fits
   */
  public static MaskSet of(ImageSet images, List<Mask> masks) {
    MaskPairs pairs = MaskPairs.of(images, masks);
    List<String> classes = masks.get(0).classes();
    for (Mask mask : masks) {
      if (!mask.classes().equals(classes)) {
        throw new IllegalArgumentException(
            mask + " has other classes than " + masks.get(0) + "; all need the same");
      }
    }
    return of(pairs, classes);
  }

  /**
   * Takes further values for no class, besides 255.
   *
   * @param values each beyond the classes, at most 255
   * @return the same images
   */
  public MaskSet ignoring(int... values) {
    Masks ignoring = masks().labelled(masks().labels().ignoring(values));
    return new MaskSet(new ImageSet(dataset().pictures().answered(ignoring)));
  }

  /**
   * Names the classes.
   *
   * @return by value
   */
  public List<String> classes() {
    return masks().names();
  }

  /**
   * Gives the images alone.
   *
   * @return in order, of one class without name
   */
  public ImageSet images() {
    return dataset();
  }

  /**
   * Gives the masks alone.
   *
   * @return one an image, in order
   */
  public Masks masks() {
    return (Masks) dataset().answers();
  }

  /**
   * Reads a mask.
   *
   * @param index of the image
   * @return as large as the image
   */
  public Mask mask(int index) {
    return new Mask(dataset().id(index), classes(), masks().classes(index));
  }

  /**
   * Draws an image with its mask over it.
   *
   * @param index of the image
   * @return as large as the image
   */
  public BufferedImage overlay(int index) {
    return mask(index).overlay(dataset().image(index));
  }

  /**
   * Tells how much of all masks each class has; reads all of them.
   *
   * @return columns {@code class}, {@code pixels} and {@code share} of the pixels that have a class
   */
  public Table counts() {
    return Mask.shares("pixels", classes(), masks().counts());
  }

  @Override
  String told() {
    return "masks of " + String.join(", ", classes());
  }
}
