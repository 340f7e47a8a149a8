package dev.graft.data;

import dev.graft.weights.InputContract;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
 * {@link #held} keeps them decoded instead. JPEG, PNG, GIF (its first frame), BMP and WebP are told
 * by their content, turned upright by EXIF, and alpha is laid over white.
 *
 * <p>As a {@link PixelSource} it resizes the shorter side and cuts the centre as its contract says,
 * antialiased as Pillow's {@code resize} of the contract's interpolation (checked against Pillow
 * 13.0).
 */
public final class ImageSet implements PixelSource {
  private final List<String> classes;
  private final List<Picture> pictures;
  private final int[] labels;
  private final List<Rejection> rejected;

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
   * Reads a folder with one sub-folder a class; files that are not readable images are left out and
   * listed by {@link #rejected}. Classes and files are sorted by name, hidden ones ignored, folders
   * within a class belong to it. Nothing is decoded yet.
   *
   * @param folder of class folders
   * @return the images
   * @throws IllegalArgumentException if there is no such folder, fewer than two classes, a class
   *     without images, or if the sub-folders are splits
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
    FolderScan scan = new FolderScan(folder, unreadable);
    List<String> classes = FolderScan.folders(folder);
    if (Splits.looksLike(folder, classes)) {
      throw new IllegalArgumentException(
          folder + " has " + listed(classes) + ", splits not classes; use ImageSet.splits(path)");
    }
    checkClasses(classes, folder);
    return scan.classes(folder, classes);
  }

  /**
   * Reads a folder with sub-folders {@code train}, {@code validation} (or {@code val}) and {@code
   * test}, each with one sub-folder a class; the last two may be missing.
   *
   * @param folder of split folders
   * @return the splits, all with the classes of {@code train}
   * @throws IllegalArgumentException as for {@link #of(Path)}, and if a class in validation or test
   *     is not in train
   */
  public static Splits splits(Path folder) {
    return splits(folder, Unreadable.SKIP);
  }

  /**
   * Reads a folder with sub-folders {@code train}, {@code validation} (or {@code val}) and {@code
   * test}.
   *
   * @param folder of split folders
   * @param unreadable what is done about files that are not readable images
   * @return the splits
   * @throws IllegalArgumentException as for {@link #splits(Path)}
   */
  public static Splits splits(Path folder, Unreadable unreadable) {
    return Splits.of(folder, unreadable);
  }

  /**
   * Takes image files as they are, to predict what is on them; all are of one class without name.
   *
   * @param files at least one
   * @return the images, in that order, each named by its path
   * @throws RuntimeException when one is no readable image; the text names it
   */
  public static ImageSet unlabelled(List<Path> files) {
    List<Picture> pictures = new ArrayList<>();
    for (Path file : files) {
      pictures.add(FolderScan.picture(file.toString(), file));
    }
    return new ImageSet(List.of(""), pictures, Collections.nCopies(files.size(), 0), List.of());
  }

  static void checkClasses(List<String> classes, Path folder) {
    if (classes.isEmpty()) {
      throw new IllegalArgumentException(
          "no images in " + folder + "; it needs one sub-folder a class");
    }
    if (classes.size() == 1) {
      throw new IllegalArgumentException(
          "only one class, \"" + classes.get(0) + "\", in " + folder + "; at least 2 are needed");
    }
  }

  static String listed(List<String> names) {
    return String.join(", ", names);
  }

  /**
   * Tells the classes.
   *
   * @return names by label
   */
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
    return ContactSheet.labelled(this, n);
  }

  /**
   * Lists the files that are not readable images.
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
   * Divides the images at random, each class in the same shares.
   *
   * @param train share to learn from, above 0 and below 1; the rest is for validation
   * @param seed decides which image goes where
   * @return two splits, each with at least one image of every class
   * @throws IllegalArgumentException if a class has fewer than 2 images
   */
  public Splits split(double train, long seed) {
    checkShares(train, 1 - train);
    Stratified strata = new Stratified(this, seed);
    return new Splits(
        select(strata.part(this, 0, train, 2)),
        Optional.of(select(strata.part(this, train, 1, 2))),
        Optional.empty());
  }

  /**
   * Divides the images at random, each class in the same shares.
   *
   * @param train share to learn from
   * @param validation share for validation; what remains of 1 is for the test
   * @param seed decides which image goes where
   * @return three splits
   * @throws IllegalArgumentException if a class is too small to be divided so
   */
  public Splits split(double train, double validation, long seed) {
    checkShares(train, validation);
    checkShares(train + validation, 1 - train - validation);
    Stratified strata = new Stratified(this, seed);
    return new Splits(
        select(strata.part(this, 0, train, 3)),
        Optional.of(select(strata.part(this, train, train + validation, 3))),
        Optional.of(select(strata.part(this, train + validation, 1, 3))));
  }

  private static void checkShares(double first, double second) {
    if (!(first > 0 && second > 0)) {
      throw new IllegalArgumentException(
          "shares are " + first + " and " + second + ", must be above 0 and together at most 1");
    }
  }

  /**
   * Takes some of the images at random, each class in its share.
   *
   * @param n images, at most all
   * @param seed decides which
   * @return a smaller set with the same classes
   */
  public ImageSet take(int n, long seed) {
    if (n < 1 || n > size()) {
      throw new IllegalArgumentException("n is " + n + ", must be 1 to " + size());
    }
    return select(new Stratified(this, seed).take(n, size()));
  }

  /**
   * Takes equally many images of every class at random. Those for a smaller number are among those
   * for a larger one, so that learning curves add images and never exchange them.
   *
   * @param n images of each class, at least 1
   * @param seed decides which
   * @return a smaller set with the same classes
   * @throws IllegalArgumentException if a class has fewer
   */
  public ImageSet perClass(int n, long seed) {
    if (n < 1) {
      throw new IllegalArgumentException("images per class is " + n + ", must be at least 1");
    }
    return select(new Stratified(this, seed).perClass(this, n));
  }

  /**
   * Makes one class rare: keeps some of its images, chosen at random, and all of the others.
   *
   * @param name of the class
   * @param share of its images that is kept, above 0 up to 1; at least one image is
   * @param seed decides which
   * @return an imbalanced set with the same classes
   */
  public ImageSet thin(String name, double share, long seed) {
    if (!classes.contains(name)) {
      throw new IllegalArgumentException("no class \"" + name + "\"; there are " + listed(classes));
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share is " + share + ", must be above 0 and at most 1");
    }
    return select(new Stratified(this, seed).thin(classes.indexOf(name), share));
  }

  /**
   * Divides the images into k folds at random, each class in the same shares; every fold is the
   * validation of one pair, and the others its training set.
   *
   * @param k folds, at least 2
   * @param seed decides which image goes where
   * @return k pairs of train and validation, without a test
   * @throws IllegalArgumentException if a class has fewer than k images
   */
  public List<Splits> folds(int k, long seed) {
    if (k < 2) {
      throw new IllegalArgumentException("folds is " + k + ", must be at least 2");
    }
    Stratified strata = new Stratified(this, seed);
    List<Splits> folds = new ArrayList<>();
    for (int fold = 0; fold < k; fold++) {
      int[] held = strata.fold(this, k, fold);
      int[] others =
          IntStream.range(0, size()).filter(i -> Arrays.binarySearch(held, i) < 0).toArray();
      folds.add(new Splits(select(others), Optional.of(select(held)), Optional.empty()));
    }
    return folds;
  }

  private ImageSet select(int[] indices) {
    List<Picture> chosen = new ArrayList<>();
    List<Integer> theirLabels = new ArrayList<>();
    for (int index : indices) {
      chosen.add(pictures.get(index));
      theirLabels.add(labels[index]);
    }
    return new ImageSet(classes, chosen, theirLabels, rejected);
  }

  /**
   * Decodes all images now and holds them in memory, resized as an evaluation by this contract
   * reads them: {@code 3 · height · width / crop²} bytes for a square one. Images that do not
   * decode are left out and listed by {@link #rejected}.
   *
   * @param contract what the weights want
   * @return the images that could be decoded
   */
  public ImageSet held(InputContract contract) {
    return Holding.hold(this, contract);
  }

  @Override
  public String toString() {
    String left = rejected.isEmpty() ? "" : ", " + rejected.size() + " files rejected";
    return size() + " images of " + listed(classes) + left;
  }
}
