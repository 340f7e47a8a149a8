package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Labelled images, read as an evaluation reads them: never augmented. Immutable.
 *
 * <pre>{@code
 * var images = ImageSet.of(Path.of("photos"));   // photos/ants/….jpg, photos/bees/….jpg
 * images.counts();                               // a table: class, images
 * var data = images.split(0.8, 42);              // stratified, by seed
 * }</pre>
 *
 * <p>Images are decoded each time they are read, so memory stays bounded however many there are;
 * {@link #held} keeps them decoded instead. JPEG, PNG, GIF (its first frame), BMP, TIFF and WebP
 * are told by their content, turned upright by EXIF, and alpha is laid over white.
 *
 * <p>{@link #inputs} resizes the shorter side and cuts the centre as its contract says, antialiased
 * as Pillow's {@code resize} of the contract's interpolation (checked against Pillow 13.0).
 */
public final class ImageSet extends Choosing implements Dataset {
  ImageSet(Pictures pictures) {
    super(pictures);
  }

  ImageSet(
      List<String> classes,
      List<? extends Picture> pictures,
      List<Integer> labels,
      List<Rejection> rejected) {
    this(new Pictures(classes, List.copyOf(pictures), labels, rejected));
  }

  /**
   * Reads a folder with one sub-folder a class; what is not a readable image is left out and listed
   * by {@link #rejected}. Classes and files are sorted by name, folders within a class belong to
   * it, links are followed. Hidden files and what systems and archives leave behind ({@code
   * __MACOSX}, {@code @eaDir}, {@code Thumbs.db} …) are passed over. Nothing is decoded yet.
   *
   * @param folder of class folders
   * @return the images
   * @throws IllegalArgumentException if there is no such folder, fewer than two classes, a class
   *     without images, if the sub-folders are splits, or if they all have sub-folders of the same
   *     names, so that either may be the classes; {@link #of(Path, List)} says which
   */
  public static ImageSet of(Path folder) {
    return of(folder, Unreadable.SKIP);
  }

  /**
   * Reads a folder with one sub-folder a class.
   *
   * @param folder of class folders
   * @param unreadable what is done about files that are not readable images
   * @return the images
   * @throws IllegalArgumentException as for {@link #of(Path)}
   */
  public static ImageSet of(Path folder, Unreadable unreadable) {
    ClassFolders here = ClassFolders.in(folder);
    ClassCheck.check(here);
    return new ImageSet(new FolderScan(folder, unreadable).all(here));
  }

  /**
   * Reads a folder by classes that are known, as a model has them: {@code ImageSet.of(folder,
   * model.classes())}. Some of them may have no folder or no images there.
   *
   * @param folder of class folders
   * @param classes names in the order of the labels
   * @return images of just these classes
   * @throws IllegalArgumentException if there is no such folder, no image, or a folder of another
   *     name
   */
  public static ImageSet of(Path folder, List<String> classes) {
    FolderScan scan = new FolderScan(folder, Unreadable.SKIP);
    return new ImageSet(scan.known(ClassFolders.in(folder), classes));
  }

  /**
   * Takes files with their labels. A file that is listed twice is taken once; one that is no
   * readable image is left out and listed by {@link #rejected}.
   *
   * @param files each named by its path
   * @param labels one a file, the name of its class; blanks around it are dropped
   * @return the images in that order, their classes sorted by name
   * @throws IllegalArgumentException if the sizes disagree, a label is empty, a file has two
   *     labels, or none of the files is readable
   */
  public static ImageSet of(List<Path> files, List<String> labels) {
    return new ImageSet(LabelledFiles.of(files, labels));
  }

  /**
   * Takes files with their labels from two columns of a table, paths relative to the working
   * folder.
   *
   * @param table such as {@code Table.read().csv("labels.csv")}
   * @param file name of the column of paths
   * @param label name of the column of classes; whole numbers are sorted as numbers
   * @return the images in the order of the rows
   * @throws IllegalArgumentException as for {@link #of(List, List)}, if there is no such column, or
   *     labels are fractions
   */
  public static ImageSet of(Table table, String file, String label) {
    return of(table, file, label, Path.of(""));
  }

  /**
   * Takes files with their labels from two columns of a table.
   *
   * @param table such as {@code Table.read().csv("labels.csv")}
   * @param file name of the column of paths
   * @param label name of the column of classes; whole numbers are sorted as numbers
   * @param folder that relative paths begin in
   * @return the images in the order of the rows, each named as in the table
   * @throws IllegalArgumentException as for {@link #of(Table, String, String)}
   */
  public static ImageSet of(Table table, String file, String label, Path folder) {
    return new ImageSet(LabelledFiles.of(table, file, label, folder));
  }

  /**
   * Reads a folder with sub-folders for training, validation and a test, each with one sub-folder a
   * class. They are told by their names in any case and spelling: {@code train}, {@code Training},
   * {@code training_set}; {@code val}, {@code Valid}, {@code dev}; {@code test_set}, {@code
   * holdout}. All but the first may be missing. Images beside them whose class nobody knows, in
   * {@code unlabelled}, {@code unsup}, {@code predict} or in a test without class folders, are
   * {@link Splits#unlabelled}.
   *
   * @param folder of split folders
   * @return the splits, all with the classes of the training folder
   * @throws IllegalArgumentException as for {@link #of(Path)}, if a class in validation or test is
   *     not in the training folder, or two folders are for the same
   */
  public static Splits splits(Path folder) {
    return splits(folder, Unreadable.SKIP);
  }

  /**
   * Tells whether a folder's sub-folders are splits, to be read by {@link #splits(Path)}, or
   * classes.
   *
   * @param folder to look into
   * @return whether one of them is for training and another for validation or a test
   * @throws IllegalArgumentException if there is no such folder
   */
  public static boolean hasSplits(Path folder) {
    return SplitFolders.of(ClassFolders.in(folder)).areSplits();
  }

  /**
   * Reads a folder with sub-folders for training, validation and a test.
   *
   * @param folder of split folders
   * @param unreadable what is done about files that are not readable images
   * @return the splits
   * @throws IllegalArgumentException as for {@link #splits(Path)}
   */
  public static Splits splits(Path folder, Unreadable unreadable) {
    return Splits.of(new SplitScan(folder, unreadable).found());
  }

  /**
   * Takes image files as they are, to predict what is on them; {@link Unlabelled} takes others.
   *
   * @param files at least one
   * @return the images, in that order, each named by its path; all of one class without name
   * @throws RuntimeException when one is no readable image; the text names it
   */
  public static ImageSet unlabelled(List<Path> files) {
    List<Picture> pictures =
        files.stream().map(file -> FolderScan.picture(file.toString(), file)).toList();
    return new ImageSet(Pictures.unlabelled(pictures, List.of()));
  }

  /**
   * Adds the images of another set behind these.
   *
   * @param other images; classes of equal names are one class
   * @return all images, those that are in both twice; the classes of this set, then what others the
   *     second has
   * @throws IllegalArgumentException if just one of the sets is without labels
   */
  public ImageSet join(ImageSet other) {
    if (pictures().isUnlabelled() != other.pictures().isUnlabelled()) {
      throw new IllegalArgumentException(
          "one set has labels and the other has none: " + this + " and " + other);
    }
    return new ImageSet(Joining.joined(pictures(), other.pictures()));
  }

  /**
   * Takes the images of another set out, told by their bytes: a copy under another name goes too.
   *
   * @param other images of any classes
   * @return the rest, with the same classes
   */
  public ImageSet subtract(ImageSet other) {
    return select(Duplicates.outside(pictures(), other.pictures()));
  }

  /**
   * Sorts the images into a model's classes: names stay, labels are theirs.
   *
   * @param names in the order of the labels; classes without an image may come or go
   * @return the same images
   * @throws IllegalArgumentException if an image's class is not among the names
   */
  @Override
  public ImageSet classes(List<String> names) {
    return new ImageSet(Joining.sorted(pictures(), names));
  }

  @Override
  ImageSet select(int[] indices) {
    return new ImageSet(pictures().select(indices));
  }

  /**
   * Decodes all images now and holds them in memory, resized as an evaluation by this contract
   * reads them: {@code 3 · height · width / crop²} bytes for a square one. Of strips, longer than
   * 16 times their shorter side, the middle is held. Images that do not decode are left out and
   * listed by {@link #rejected}.
   *
   * @param contract what the weights want
   * @return the images that could be decoded
   */
  public ImageSet held(InputContract contract) {
    return new ImageSet(Holding.hold(pictures(), contract));
  }

  @Override
  public String toString() {
    String kinds =
        pictures().isUnlabelled() ? " without labels" : " of " + Excerpt.listed(classes());
    return size() + " images" + kinds + Rejection.told(rejections()) + equal().told();
  }
}
