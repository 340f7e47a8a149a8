package dev.graft.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Images of which each has several tags, one or none. Immutable.
 *
 * <pre>{@code
 * var fruit = TagSet.of(Table.read().csv("fruit.csv"), "file", "tags", ";", Path.of("photos"));
 * var data = fruit.split(0.8, 42);
 * replaceHead(model, Head.multiLabel(fruit.tags().names()));
 * fineTune(model, augment(data.train(), Augmentation.flip()), data.validation(), FineTune.epochs(5));
 * evaluate(model, data.validation()).meanAveragePrecision();
 * }</pre>
 */
public final class TagSet extends Answered<ImageSet, TagSet> {
  private TagSet(ImageSet images) {
    super(images, images::select, TagSet::new);
  }

  /**
   * Joins images and tags.
   *
   * @param images whose classes, where they have some, no longer count
   * @param tags a row an image, in the same order
   * @return the set
   * @throws IllegalArgumentException if there are more of one than of the other
   */
  public static TagSet of(ImageSet images, Tags tags) {
    requireEach(images, tags);
    return new TagSet(new ImageSet(images.pictures().answered(tags)));
  }

  /**
   * Reads a table with a column of files and one for each tag. A file that is no readable image, or
   * is listed twice, is left out and listed by {@link #rejected}.
   *
   * @param table such as {@code Table.read().csv("fruit.csv")}
   * @param file name of the column of paths
   * @param tags names of the columns of 0 and 1, or of truths
   * @param folder that relative paths begin in
   * @return the images in the order of the table
   * @throws IllegalArgumentException if there is no such column, a value is missing or neither 0
   *     nor 1, or a file is listed with other tags before; the text names the row
   */
  public static TagSet of(Table table, String file, List<String> tags, Path folder) {
    return of(table, file, TagColumns.each(table, tags), folder);
  }

  /**
   * Reads a table with a column of files and one that lists the tags of each: {@code red;round}.
   *
   * @param table such as {@code Table.read().csv("fruit.csv")}
   * @param file name of the column of paths
   * @param tags name of the column of tags; blanks around them are dropped
   * @param separator between two tags; alone it says that there are none
   * @param folder that relative paths begin in
   * @return the images in the order of the table, their tags sorted by name
   * @throws IllegalArgumentException if there is no such column, no tag at all, a row without an
   *     entry, or a file is listed with other tags before; the text names the row
   */
  public static TagSet of(Table table, String file, String tags, String separator, Path folder) {
    return of(table, file, TagColumns.listed(table, tags, separator), folder);
  }

  private static TagSet of(Table table, String file, Tags tags, Path folder) {
    return new TagSet(new ImageSet(AnsweredFiles.of(table, file, tags, folder)));
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
   * Gives the tags alone.
   *
   * @return a row an image, in order
   */
  public Tags tags() {
    return (Tags) dataset().answers();
  }

  /**
   * Sorts the tags as a model has them: {@code set.tags(model.classes())}.
   *
   * @param names in the order wanted; tags that no image has may come or go
   * @return the same images
   * @throws IllegalArgumentException if an image has a tag that is not among the names
   */
  public TagSet tags(List<String> names) {
    return of(dataset(), tags().in(names));
  }

  /**
   * Counts the images that have each tag.
   *
   * @return columns {@code tag}, {@code images} and {@code share} of all images, 0…1
   */
  public Table counts() {
    int[] counts = tags().counts();
    return Table.create(
        "tags of " + size() + " images",
        StringColumn.create("tag", tags().names()),
        IntColumn.create("images", counts),
        DoubleColumn.create(
            "share", Arrays.stream(counts).mapToDouble(n -> (double) n / size()).toArray()));
  }

  /**
   * Lists the tags of each image.
   *
   * @return columns {@code image} and {@code tags}
   */
  public Table table() {
    Tags tags = tags();
    return Table.create(
        "tags",
        StringColumn.create("image", IntStream.range(0, size()).mapToObj(dataset()::id).toList()),
        StringColumn.create(
            "tags",
            IntStream.range(0, size()).mapToObj(i -> String.join("; ", tags.of(i))).toList()));
  }

  @Override
  String told() {
    return String.join(", ", tags().names());
  }
}
