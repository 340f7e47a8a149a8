package dev.graft.data;

import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Texts of which something is to be measured: a grade, a price, stars. Immutable.
 *
 * <pre>{@code
 * var reviews = TextNumberSet.of(Table.read().csv("reviews.csv"), "text", List.of("stars"));
 * var data = reviews.split(0.8, 42);
 * replaceHead(reader, Head.regressor(data.train().numbers()));
 * fineTune(reader, data.train(), data.validation(), FineTune.epochs(5));
 * evaluate(reader, data.validation()).meanAbsoluteError("stars");
 * }</pre>
 */
public final class TextNumberSet extends Answered<TextSet, TextNumberSet> {
  private TextNumberSet(TextSet texts) {
    super(texts, texts::select, TextNumberSet::new);
  }

  /**
   * Joins texts and numbers.
   *
   * @param texts whose classes, where they have some, no longer count
   * @param numbers a row a text, in the same order
   * @return the set
   * @throws IllegalArgumentException if there are more of one than of the other
   */
  public static TextNumberSet of(TextSet texts, Numbers numbers) {
    requireEach(texts, numbers);
    return new TextNumberSet(new TextSet(texts.labelled().answered(numbers)));
  }

  /**
   * Reads a table with a column of texts and one or more of numbers. What is no readable text is
   * left out and listed by {@link TextSet#rejected}.
   *
   * @param table such as {@code Table.read().csv("reviews.csv")}
   * @param text name of the column of texts
   * @param columns names of the columns of numbers
   * @return the texts in the order of the table
   * @throws IllegalArgumentException if there is no such column, one has no numbers, or a number is
   *     missing; the text names the row
   */
  public static TextNumberSet of(Table table, String text, List<String> columns) {
    Numbers numbers = NumberColumns.of(table, columns);
    return new TextNumberSet(new TextSet(LabelledTexts.answered(table, text, numbers)));
  }

  /**
   * Gives the texts, with their numbers where a verb takes any set.
   *
   * @return in order, of one class without name
   */
  public TextSet texts() {
    return dataset();
  }

  /**
   * Gives the numbers alone.
   *
   * @return a row a text, in order
   */
  public Numbers numbers() {
    return (Numbers) dataset().answers();
  }

  @Override
  String told() {
    return String.join(", ", numbers().names());
  }
}
