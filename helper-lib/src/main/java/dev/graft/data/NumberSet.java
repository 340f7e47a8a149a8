package dev.graft.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Images of which something is to be measured: an age, a price, a width and a height. Immutable.
 *
 * <pre>{@code
 * var faces = NumberSet.of(Table.read().csv("ages.csv"), "file", List.of("age"), Path.of("faces"));
 * var data = faces.split(0.8, 42);
 * replaceHead(model, Head.regressor(data.train().numbers()));
 * fineTune(model, augment(data.train(), Augmentation.flip()), data.validation(), FineTune.epochs(5));
 * evaluate(model, data.validation()).meanAbsoluteError("age");
 * }</pre>
 */
public final class NumberSet {
  private final ImageSet images;

  /**
   * Images with numbers for training and for validation.
   *
   * @param train to learn from
   * @param validation to watch training on
   */
  public record Parts(NumberSet train, NumberSet validation) {}

  private NumberSet(ImageSet images) {
    this.images = images;
  }

  /**
   * Joins images and numbers.
   *
   * @param images whose classes, where they have some, no longer count
   * @param numbers a row an image, in the same order
   * @return the set
   * @throws IllegalArgumentException if there are more of one than of the other
   */
  public static NumberSet of(ImageSet images, Numbers numbers) {
    if (images.size() != numbers.size()) {
      throw new IllegalArgumentException(
          images.size() + " images have " + numbers.size() + " rows of numbers; each needs one");
    }
    return new NumberSet(new ImageSet(images.pictures().answered(numbers)));
  }

  /**
   * Reads a table with a column of files and one or more of numbers. A file that is no readable
   * image, or is listed twice, is left out and listed by {@link #rejected}.
   *
   * @param table such as {@code Table.read().csv("ages.csv")}
   * @param file name of the column of paths
   * @param columns names of the columns of numbers
   * @param folder that relative paths begin in
   * @return the images in the order of the table
   * @throws IllegalArgumentException if there is no such column, one has no numbers, or a number is
   *     missing; the text names the row
   */
  public static NumberSet of(Table table, String file, List<String> columns, Path folder) {
    Numbers numbers = NumberColumns.of(table, columns);
    return new NumberSet(new ImageSet(AnsweredFiles.of(table, file, numbers, folder)));
  }

  /**
   * Counts the images.
   *
   * @return at least 1
   */
  public int size() {
    return images.size();
  }

  /**
   * Gives the images alone.
   *
   * @return in order, of one class without name
   */
  public ImageSet images() {
    return images;
  }

  /**
   * Gives the numbers alone.
   *
   * @return a row an image, in order
   */
  public Numbers numbers() {
    return (Numbers) images.answers();
  }

  /**
   * Divides the images at random.
   *
   * @param train share to learn from, above 0 and below 1; the rest is for validation
   * @param seed decides which image goes where
   * @return two parts, neither empty
   */
  public Parts split(double train, long seed) {
    Splits parts = images.split(train, seed);
    return new Parts(new NumberSet(parts.train()), new NumberSet(parts.validation()));
  }

  /**
   * Takes some of the images at random.
   *
   * @param n images, at most all
   * @param seed decides which
   * @return a smaller set
   */
  public NumberSet take(int n, long seed) {
    return new NumberSet(images.take(n, seed));
  }

  /**
   * Lists the numbers.
   *
   * @return a column {@code image}, and one for each number
   */
  public Table table() {
    Numbers numbers = numbers();
    Table table =
        Table.create(
            "numbers",
            StringColumn.create("image", IntStream.range(0, size()).mapToObj(images::id).toList()));
    for (int n = 0; n < numbers.names().size(); n++) {
      table.addColumns(DoubleColumn.create(numbers.names().get(n), numbers.column(n)));
    }
    return table;
  }

  /**
   * Lists the files that were left out.
   *
   * @return columns {@code file} and {@code reason}
   */
  public Table rejected() {
    return images.rejected();
  }

  @Override
  public String toString() {
    return size() + " images with " + String.join(", ", numbers().names());
  }
}
