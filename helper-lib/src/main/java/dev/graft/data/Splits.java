package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
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
  private final ImageSet train;
  private final Optional<ImageSet> validation;
  private final Optional<ImageSet> test;
  private final Optional<ImageSet> unlabelled;
  private final List<Rejection> rejected;

  Splits(ImageSet train, Optional<ImageSet> validation, Optional<ImageSet> test) {
    this(train, validation, test, Optional.empty(), List.of());
  }

  private Splits(
      ImageSet train,
      Optional<ImageSet> validation,
      Optional<ImageSet> test,
      Optional<ImageSet> unlabelled,
      List<Rejection> rejected) {
    this.train = train;
    this.validation = validation;
    this.test = test;
    this.unlabelled = unlabelled;
    this.rejected = List.copyOf(rejected);
  }

  static Splits of(SplitScan.Found found) {
    return new Splits(
        new ImageSet(found.train()),
        found.validation().map(ImageSet::new),
        found.test().map(ImageSet::new),
        found.unlabelled().map(ImageSet::new),
        found.rejected());
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
   * Gives the images beside the splits whose class nobody knows: what {@code unlabelled}, {@code
   * unsup} or {@code predict} holds, or a test without class folders. Nothing is trained on them.
   *
   * @return to predict, never empty
   * @throws IllegalStateException if there are none
   */
  public ImageSet unlabelled() {
    return unlabelled.orElseThrow(
        () -> new IllegalStateException("no images without labels beside the splits"));
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
   * Counts the images of each class in each split.
   *
   * @return columns {@code class} and, of {@code train}, {@code validation} and {@code test}, those
   *     there are
   */
  public Table counts() {
    Table table = Table.create("images", StringColumn.create("class", classes()));
    parts().forEach((name, images) -> table.addColumns(images.counts().intColumn(1).setName(name)));
    return table;
  }

  /**
   * Gives the sets there are with labels.
   *
   * @return by name, in this order: {@code train}, {@code validation}, {@code test}
   */
  public Map<String, ImageSet> parts() {
    Map<String, ImageSet> parts = new LinkedHashMap<>();
    parts.put("train", train);
    validation.ifPresent(images -> parts.put("validation", images));
    test.ifPresent(images -> parts.put("test", images));
    return parts;
  }

  /**
   * Lists the files and folders that were left out, of all splits.
   *
   * @return columns {@code file} and {@code reason}
   */
  public Table rejected() {
    return Rejection.table(rejections());
  }

  /**
   * Leaves out what an audit finds: of copies all but one, and what has the wrong label.
   *
   * @param findings such as {@code audit.findings()}
   * @return splits of the rest
   */
  public Splits without(Collection<? extends Suspect> findings) {
    return new Splits(
        train.without(findings),
        validation.map(images -> images.without(findings)),
        test.map(images -> images.without(findings)),
        unlabelled,
        rejected);
  }

  private List<Rejection> rejections() {
    List<Rejection> all = new ArrayList<>();
    parts().values().forEach(images -> all.addAll(images.rejections()));
    unlabelled.ifPresent(images -> all.addAll(images.rejections()));
    all.addAll(rejected);
    return all.stream().distinct().toList();
  }

  /**
   * Lists the images that are equal, byte by byte: what is in train and in validation too makes the
   * validation look better than it is. Only files of equal length are read.
   *
   * @return columns {@code group}, a number for those that are equal, {@code split}, {@code file}
   *     and {@code class}
   */
  public Table duplicates() {
    return equal().table();
  }

  private Duplicates equal() {
    Map<String, Pictures> pictures = new LinkedHashMap<>();
    parts().forEach((name, images) -> pictures.put(name, images.pictures()));
    return Duplicates.of(pictures);
  }

  String sizes() {
    return train.size()
        + " train, "
        + validation.map(ImageSet::size).orElse(0)
        + " validation and "
        + test.map(ImageSet::size).orElse(0)
        + " test images of "
        + Excerpt.listed(classes());
  }

  @Override
  public String toString() {
    return sizes()
        + unlabelled
            .map(images -> "; " + images.size() + " without labels, unlabelled()")
            .orElse("")
        + Rejection.told(rejections())
        + equal().told();
  }
}
