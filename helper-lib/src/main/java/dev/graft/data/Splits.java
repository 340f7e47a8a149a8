package dev.graft.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * Images for training, for validation while training, and for a last test. All three have the same
 * classes in the same order.
 *
 * <pre>{@code
 * var data = ImageSet.of(Path.of("photos")).split(0.8, 42);
 * data.train();
 * data.validation();
 * }</pre>
 */
public final class Splits {
  private static final List<String> TRAIN = List.of("train", "training");
  private static final List<String> VALIDATION = List.of("validation", "val", "valid");
  private static final List<String> TEST = List.of("test");

  private final ImageSet train;
  private final Optional<ImageSet> validation;
  private final Optional<ImageSet> test;

  Splits(ImageSet train, Optional<ImageSet> validation, Optional<ImageSet> test) {
    this.train = train;
    this.validation = validation;
    this.test = test;
  }

  static Splits of(Path root, Unreadable unreadable) {
    FolderScan scan = new FolderScan(root, unreadable);
    List<String> folders = FolderScan.folders(root);
    String train =
        first(TRAIN, folders)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no folder \"train\" in "
                            + root
                            + (folders.isEmpty() ? "" : ", which has " + ImageSet.listed(folders))
                            + "; if these are classes, read them with"
                            + " ImageSet.of(path).split(0.8, 42)"));
    List<String> classes = FolderScan.folders(root.resolve(train));
    ImageSet.checkClasses(classes, root.resolve(train));
    ImageSet training = scan.classes(root.resolve(train), classes);
    return new Splits(
        training,
        first(VALIDATION, folders).map(name -> held(scan, root.resolve(name), classes)),
        first(TEST, folders).map(name -> held(scan, root.resolve(name), classes)));
  }

  private static ImageSet held(FolderScan scan, Path folder, List<String> classes) {
    List<String> here = FolderScan.folders(folder);
    for (String name : here) {
      if (!classes.contains(name)) {
        throw new IllegalArgumentException(
            "class \""
                + name
                + "\" is in "
                + folder.getFileName()
                + " but not in train, which has "
                + ImageSet.listed(classes));
      }
    }
    if (here.isEmpty()) {
      throw new IllegalArgumentException("no class folders in " + folder);
    }
    return scan.classes(folder, classes);
  }

  private static Optional<String> first(List<String> names, List<String> folders) {
    return names.stream().filter(folders::contains).findFirst();
  }

  /** Whether a folder's sub-folders are splits rather than classes. */
  static boolean looksLike(Path root, List<String> folders) {
    List<String> known = new ArrayList<>(TRAIN);
    known.addAll(VALIDATION);
    known.addAll(TEST);
    return first(TRAIN, folders).isPresent()
        && known.containsAll(folders)
        && !FolderScan.folders(root.resolve(first(TRAIN, folders).get())).isEmpty()
        && Files.isDirectory(root);
  }

  /**
   * Gives the images to learn from.
   *
   * @return never empty
   */
  public ImageSet train() {
    return train;
  }

  /**
   * Gives the images that training is watched on.
   *
   * @return never empty
   * @throws IllegalStateException if there are none
   */
  public ImageSet validation() {
    return validation.orElseThrow(
        () ->
            new IllegalStateException(
                "no images for validation; train().split(0.8, 42) sets some aside"));
  }

  /**
   * Gives the images held out for a last test.
   *
   * @return never empty
   * @throws IllegalStateException if there are none
   */
  public ImageSet test() {
    return test.orElseThrow(
        () ->
            new IllegalStateException(
                "no images for a test; split(0.7, 0.15, 42) sets the remaining 0.15 aside"));
  }

  /**
   * Tells the classes.
   *
   * @return names by label
   */
  public List<String> classes() {
    return train.classes();
  }

  /**
   * Lists the files that are not readable images, in all splits.
   *
   * @return columns {@code file} and {@code reason}
   */
  public Table rejected() {
    List<Rejection> all = new ArrayList<>(train.rejections());
    validation.ifPresent(images -> all.addAll(images.rejections()));
    test.ifPresent(images -> all.addAll(images.rejections()));
    return Rejection.table(all.stream().distinct().toList());
  }

  @Override
  public String toString() {
    return train.size()
        + " train, "
        + validation.map(ImageSet::size).orElse(0)
        + " validation and "
        + test.map(ImageSet::size).orElse(0)
        + " test images of "
        + ImageSet.listed(classes());
  }
}
