package dev.graft.data;

import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Texts of which each has several tags, one or none. Immutable.
 *
 * <pre>{@code
 * var letters = TextTagSet.of(Table.read().csv("letters.csv"), "text", "topics", ";");
 * var data = letters.split(0.8, 42);
 * replaceHead(reader, Head.multiLabel(letters.tags().names()));
 * fineTune(reader, data.train(), data.validation(), FineTune.epochs(5));
 * evaluate(reader, data.validation()).meanAveragePrecision();
 * }</pre>
 */
public final class TextTagSet extends Answered<TextSet, TextTagSet> {
  private TextTagSet(TextSet texts) {
    super(texts, texts::select, TextTagSet::new);
  }

  /**
   * Joins texts and tags.
   *
   * @param texts whose classes, where they have some, no longer count
   * @param tags a row a text, in the same order
   * @return the set
   * @throws IllegalArgumentException if there are more of one than of the other
   */
  public static TextTagSet of(TextSet texts, Tags tags) {
    requireEach(texts, tags);
    return new TextTagSet(new TextSet(texts.labelled().answered(tags)));
  }

  /**
   * Reads a table with a column of texts and one for each tag. What is no readable text is left out
   * and listed by {@link TextSet#rejected}.
   *
   * @param table such as {@code Table.read().csv("letters.csv")}
   * @param text name of the column of texts
   * @param tags names of the columns of 0 and 1, or of truths
   * @return the texts in the order of the table
   * @throws IllegalArgumentException if there is no such column, or a value is missing or neither 0
   *     nor 1; the text names the row
   */
  public static TextTagSet of(Table table, String text, List<String> tags) {
    return of(table, text, TagColumns.each(table, tags));
  }

  /**
   * Reads a table with a column of texts and one that lists the tags of each: {@code urgent;bill}.
   *
   * @param table such as {@code Table.read().csv("letters.csv")}
   * @param text name of the column of texts
   * @param tags name of the column of tags; blanks around them are dropped
   * @param separator between two tags; alone it says that there are none
   * @return the texts in the order of the table, their tags sorted by name
   * @throws IllegalArgumentException if there is no such column, no tag at all, or a row without an
   *     entry; the text names the row
   */
  public static TextTagSet of(Table table, String text, String tags, String separator) {
    return of(table, text, TagColumns.listed(table, tags, separator));
  }

  private static TextTagSet of(Table table, String text, Tags tags) {
    return new TextTagSet(new TextSet(LabelledTexts.answered(table, text, tags)));
  }

  /**
   * Gives the texts, with their tags where a verb takes any set.
   *
   * @return in order, of one class without name
   */
  public TextSet texts() {
    return dataset();
  }

  /**
   * Gives the tags alone.
   *
   * @return a row a text, in order
   */
  public Tags tags() {
    return (Tags) dataset().answers();
  }

  /**
   * Sorts the tags as a model has them: {@code set.tags(model.classes())}.
   *
   * @param names in the order wanted; tags that no text has may come or go
   * @return the same texts
   * @throws IllegalArgumentException if a text has a tag that is not among the names
   */
  public TextTagSet tags(List<String> names) {
    return of(dataset(), tags().in(names));
  }

  @Override
  String told() {
    return String.join(", ", tags().names());
  }
}
