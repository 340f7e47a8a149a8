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
public final class NumberSet extends Answered<ImageSet, NumberSet> {
  private NumberSet(ImageSet images) {
    super(images, images::select, NumberSet::new);
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
    requireEach(images, numbers);
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
   * Gives the images alone.
   *
   * @return in order, of one class without name
   */
  public ImageSet images() {
    return dataset();
  }

  /**
   * Gives the numbers alone.
   *
   * @return a row an image, in order
   */
  public Numbers numbers() {
    return (Numbers) dataset().answers();
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
            StringColumn.create(
                "image", IntStream.range(0, size()).mapToObj(dataset()::id).toList()));
    for (int n = 0; n < numbers.names().size(); n++) {
      table.addColumns(DoubleColumn.create(numbers.names().get(n), numbers.column(n)));
    }
    return table;
  }

  @Override
  String told() {
    return String.join(", ", numbers().names());
  }
}
