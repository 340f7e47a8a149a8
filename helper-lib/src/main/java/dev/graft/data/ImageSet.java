package dev.graft.data;

import dev.graft.weights.Excerpt;
import dev.graft.weights.InputContract;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
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
 * <p>As a {@link PixelSource} it resizes the shorter side and cuts the centre as its contract says,
 * antialiased as Pillow's {@code resize} of the contract's interpolation (checked against Pillow
 * 13.0).
 */
public final class ImageSet extends Choosing {
  private final List<String> classes;
  private final List<Picture> pictures;
  private final int[] labels;
  private final List<Rejection> rejected;
  private volatile Duplicates duplicates;

  ImageSet(
      List<String> classes,
      List<? extends Picture> pictures,
      List<Integer> labels,
      List<Rejection> rejected) {
    this.classes = List.copyOf(classes);
    this.pictures = List.copyOf(pictures);
    this.labels = labels.stream().mapToInt(Integer::intValue).toArray();
    this.rejected = List.copyOf(rejected);
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
    return new FolderScan(folder, unreadable).all(here);
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
    return new FolderScan(folder, Unreadable.SKIP).known(ClassFolders.in(folder), classes);
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
    return LabelledFiles.of(files, labels);
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
    return LabelledFiles.of(table, file, label, folder);
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
   * Reads a folder with sub-folders for training, validation and a test.
   *
   * @param folder of split folders
   * @param unreadable what is done about files that are not readable images
   * @return the splits
   * @throws IllegalArgumentException as for {@link #splits(Path)}
   */
  public static Splits splits(Path folder, Unreadable unreadable) {
    return new SplitScan(folder, unreadable).splits();
  }

  /**
   * Takes image files as they are, to predict what is on them; {@link Unlabelled} takes others.
   *
   * @param files at least one
   * @return the images, in that order, each named by its path; all of one class without name
   * @throws RuntimeException when one is no readable image; the text names it
   */
  public static ImageSet unlabelled(List<Path> files) {
    return Unlabelled.of(files);
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  /**
   * Names an image: its file's path below the folder the set was read from, parts separated by
   * {@code /}.
   *
   * @param index of the image
   * @return the name, the same on every machine
   */
  public String id(int index) {
    return pictures.get(index).id();
  }

  @Override
  public String name(int index) {
    return id(index);
  }

  @Override
  public Optional<ImageKey> key(int index) {
    return Optional.of(ImageKey.of(content(index)));
  }

  String content(int index) {
    return pictures.get(index).content();
  }

  /**
   * Decodes an image.
   *
   * @param index of the image
   * @return upright RGB, as large as stored, the caller's to keep
   */
  public BufferedImage image(int index) {
    return pictures.get(index).image();
  }

  BufferedImage shared(int index) {
    return pictures.get(index).shared();
  }

  @Override
  public void read(int index, InputContract contract, FloatBuffer into) {
    BufferedImage image = image(index);
    var map = Framing.evaluation(image.getWidth(), image.getHeight(), contract);
    Resampling.sample(image, map, contract).normalize(contract, into);
  }

  /**
   * Counts the images of each class.
   *
   * @return columns {@code class} and {@code images}
   */
  public Table counts() {
    int[] counts = new int[classes.size()];
    Arrays.stream(labels).forEach(label -> counts[label]++);
    return Table.create(
        "images", StringColumn.create("class", classes), IntColumn.create("images", counts));
  }

  /**
   * Draws some images, spread over the classes, with their class names.
   *
   * @param n images at most
   * @return a contact sheet
   */
  public BufferedImage preview(int n) {
    return LeavingOut.of(this, set -> ContactSheet.labelled(set, n));
  }

  /**
   * Lists the files that were left out: what is not a readable image, is listed twice, lies beside
   * the classes, or is a link to nowhere or to a folder that it lies in.
   *
   * @return columns {@code file} and {@code reason}
   */
  public Table rejected() {
    return Rejection.table(rejected);
  }

  List<Rejection> rejections() {
    return rejected;
  }

  /**
   * Lists the images that are equal, byte by byte. Only files of equal length are read.
   *
   * @return columns {@code group}, a number for those that are equal, {@code file} and {@code
   *     class}
   */
  public Table duplicates() {
    return equal().table();
  }

  private Duplicates equal() {
    if (duplicates == null) {
      duplicates = Duplicates.of(this);
    }
    return duplicates;
  }

  List<Picture> pictures() {
    return pictures;
  }

  int count(int label) {
    return (int) Arrays.stream(labels).filter(other -> other == label).count();
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
    return Joining.joined(this, other);
  }

  /**
   * Takes the images of another set out, told by their bytes: a copy under another name goes too.
   *
   * @param other images of any classes
   * @return the rest, with the same classes
   */
  public ImageSet subtract(ImageSet other) {
    return select(Duplicates.outside(this, other));
  }

  /**
   * Sorts the images into a model's classes: names stay, labels are theirs.
   *
   * @param names in the order of the labels; classes without an image may come or go
   * @return the same images
   * @throws IllegalArgumentException if an image's class is not among the names
   */
  public ImageSet classes(List<String> names) {
    return Joining.sorted(this, names);
  }

  @Override
  ImageSet select(int[] indices) {
    List<Picture> chosen = new ArrayList<>();
    List<Integer> theirLabels = new ArrayList<>();
    for (int index : indices) {
      chosen.add(pictures.get(index));
      theirLabels.add(labels[index]);
    }
    return new ImageSet(classes, chosen, theirLabels, rejected);
  }

  /** Decodes every image once, on all cores, and leaves out what cannot be and may be left out. */
  ImageSet readable() {
    Rejection[] failures = new Rejection[size()];
    IntStream.range(0, size())
        .parallel()
        .forEach(
            index -> {
              try {
                pictures.get(index).image();
              } catch (UnreadableImageException e) {
                if (!e.isLeftOut()) {
                  throw e;
                }
                failures[index] = e.rejection();
              }
            });
    List<Rejection> all = new ArrayList<>(rejected);
    Arrays.stream(failures).filter(Objects::nonNull).forEach(all::add);
    int[] left = IntStream.range(0, size()).filter(i -> failures[i] == null).toArray();
    return new ImageSet(
        classes,
        Arrays.stream(left).mapToObj(pictures::get).toList(),
        Arrays.stream(left).mapToObj(i -> labels[i]).toList(),
        all);
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
    return Holding.hold(this, contract);
  }

  @Override
  public String toString() {
    String kinds =
        classes.equals(List.of("")) ? " without labels" : " of " + Excerpt.listed(classes);
    return size() + " images" + kinds + Rejection.told(rejected) + equal().told();
  }
}
