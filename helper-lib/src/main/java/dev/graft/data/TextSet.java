package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Texts with their classes. Immutable.
 *
 * <pre>{@code
 * var reviews = TextSet.of(Table.read().csv("reviews.csv"), "text", "label").split(0.9, 42);
 * fineTune(reader, reviews.train(), reviews.validation(), FineTune.epochs(5));
 * }</pre>
 *
 * <p>What is empty, longer than a million characters or no Unicode is left out and listed by {@link
 * #rejected}. How much of a text a model reads is its contract's matter: {@link #lengths} tells.
 */
public final class TextSet extends Texts implements Dataset, Epochs {
  /** Each erasure is a text of its own; no encoder reads so many words. */
  private static final int MOST_ERASED = 1000;

  /**
   * Texts for training and for validation, both with the same classes.
   *
   * @param train to learn from
   * @param validation to watch training on
   */
  public record Parts(TextSet train, TextSet validation) {
    /**
     * Tells the classes.
     *
     * @return names by label
     */
    public List<String> classes() {
      return train.classes();
    }
  }

  TextSet(LabelledTexts all) {
    super(all);
  }

  /**
   * Takes texts from two columns of a table.
   *
   * @param table such as {@code Table.read().csv("reviews.csv")}
   * @param text name of the column of texts
   * @param label name of the column of classes; whole numbers are sorted as numbers
   * @return the texts in the order of the rows, each named by its row
   * @throws IllegalArgumentException if there is no such column, a label is empty or a fraction, or
   *     none of the texts can be read
   */
  public static TextSet of(Table table, String text, String label) {
    return new TextSet(LabelledTexts.of(table, text, label));
  }

  /**
   * Takes texts with their labels.
   *
   * @param texts each named by its place, from 1
   * @param labels one a text, the name of its class
   * @return the texts in that order, their classes sorted by name
   * @throws IllegalArgumentException if the sizes disagree or none of the texts can be read
   */
  public static TextSet of(List<String> texts, List<String> labels) {
    return new TextSet(LabelledTexts.of(named(texts), labels, Comparator.naturalOrder()));
  }

  /**
   * Takes texts whose class nobody knows, to predict it.
   *
   * @param texts each named by its beginning
   * @return the texts, all of one class without name
   * @throws IllegalArgumentException if one cannot be read; the text says which and why
   */
  public static TextSet unlabelled(List<String> texts) {
    List<Text> named = texts.stream().map(text -> new Text(Excerpt.of(text), text)).toList();
    named.stream()
        .flatMap(text -> text.rejection().stream())
        .findFirst()
        .ifPresent(
            rejected -> {
              throw new IllegalArgumentException("text is not readable: " + rejected);
            });
    return new TextSet(
        new LabelledTexts(List.of(""), named, Collections.nCopies(texts.size(), 0), List.of()));
  }

  /**
   * Takes a text, and then the text without its first word, without its second, and so on. Words
   * are what blanks divide.
   *
   * @param text at least a word
   * @return one more than it has words, of one class without name; what is left of a single word is
   *     no text at all
   * @throws IllegalArgumentException if it has no word, or more than a thousand
   */
  public static TextSet erasures(String text) {
    List<String> words = words(text);
    if (words.size() > MOST_ERASED) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "text has %,d words, at most %,d are erased one after the other",
              words.size(),
              MOST_ERASED));
    }
    List<Text> all = new ArrayList<>(unlabelled(List.of(text)).all());
    for (int left = 0; left < words.size(); left++) {
      List<String> others = new ArrayList<>(words);
      String erased = others.remove(left);
      all.add(new Text("without " + Excerpt.of(erased), String.join(" ", others)));
    }
    return new TextSet(
        new LabelledTexts(List.of(""), all, Collections.nCopies(all.size(), 0), List.of()));
  }

  /**
   * Divides a text at its blanks.
   *
   * @param text any
   * @return its words, with the marks that touch them
   */
  public static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  private static List<Text> named(List<String> texts) {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> new Text("text " + (i + 1), texts.get(i)))
        .toList();
  }

  /**
   * Reads a folder with one sub-folder a class, of {@code .txt} files in UTF-8.
   *
   * @param folder of class folders
   * @return the texts, each named by its path
   * @throws IllegalArgumentException if there is no such folder, fewer than two classes, or no text
   */
  public static TextSet of(Path folder) {
    return new TextSet(TextFiles.folder(folder));
  }

  /**
   * Reads a file of lines whose cells a tab divides; the first line names the columns. Nothing is
   * quoted, so that a text may hold any quotation mark.
   *
   * @param file in UTF-8, of at most 1 GiB
   * @param text name of the column of texts
   * @param label name of the column of classes
   * @return the texts in the order of the lines, each named by its line
   * @throws IllegalArgumentException if there is no such column, or a line has other cells
   */
  public static TextSet tabs(Path file, String text, String label) {
    return new TextSet(TextFiles.tabs(file, text, label));
  }

  @Override
  public TextSet classes(List<String> names) {
    return new TextSet(labelled().sorted(names));
  }

  @Override
  public TextSet dataset() {
    return this;
  }

  /** Every epoch sees the texts as they are. */
  @Override
  public Examples examples(int epoch, Contract contract) {
    return examples(contract);
  }

  /**
   * Divides the texts at random, each class in the same shares, each tag as {@link
   * TextTagSet#split} does.
   *
   * @param train share to learn from, above 0 and below 1; the rest is for validation
   * @param seed decides which text goes where
   * @return two parts, each with at least one text of every class
   * @throws IllegalArgumentException if a class has fewer than 2 texts
   */
  public Parts split(double train, long seed) {
    if (!(train > 0 && train < 1)) {
      throw new IllegalArgumentException("share is " + train + ", must be above 0 and below 1");
    }
    List<int[]> parts = Halving.parts(answers(), strata(seed), train, seed);
    return new Parts(select(parts.get(0)), select(parts.get(1)));
  }

  /**
   * Takes some of the texts at random, each class in its share.
   *
   * @param n texts, at most all
   * @param seed decides which
   * @return a smaller set with the same classes
   */
  public TextSet take(int n, long seed) {
    return select(strata(seed).take(n, size()));
  }

  /**
   * Divides the texts into k folds at random, each class in the same shares; every fold is the
   * validation of one pair, and the others its training part.
   *
   * @param k folds, at least 2
   * @param seed decides which text goes where
   * @return k pairs
   * @throws IllegalArgumentException if a class has fewer than k texts
   */
  public List<Parts> folds(int k, long seed) {
    if (k < 2) {
      throw new IllegalArgumentException("folds is " + k + ", must be at least 2");
    }
    Stratified strata = strata(seed);
    List<Parts> folds = new ArrayList<>();
    for (int fold = 0; fold < k; fold++) {
      int[] held = strata.fold(k, fold);
      IntStream others = IntStream.range(0, size()).filter(i -> Arrays.binarySearch(held, i) < 0);
      folds.add(new Parts(select(others.toArray()), select(held)));
    }
    return folds;
  }

  @Override
  public Halves halved(double share, long seed) {
    Parts parts = split(share, seed);
    return new Halves(parts.train(), parts.validation());
  }

  @Override
  public List<Halves> folded(int k, long seed) {
    return folds(k, seed).stream()
        .map(parts -> new Halves(parts.train(), parts.validation()))
        .toList();
  }

  @Override
  public String variation() {
    return "";
  }

  @Override
  public int views() {
    return 1;
  }

  @Override
  public long seed() {
    return 0;
  }

  /**
   * Leaves out what an audit finds: of copies all but one, and what has the wrong label.
   *
   * @param findings that name texts by their {@link TextSet#id}
   * @return a smaller set with the same classes
   */
  public TextSet without(Collection<? extends Suspect> findings) {
    Set<String> gone = Suspect.all(findings);
    return select(IntStream.range(0, size()).filter(i -> !gone.contains(id(i))).toArray());
  }

  private Stratified strata(long seed) {
    return new Stratified(
        classes(), noun(), labelled().labels().stream().mapToInt(label -> label).toArray(), seed);
  }

  TextSet select(int... indices) {
    return new TextSet(labelled().select(indices));
  }

  @Override
  public String toString() {
    String kinds =
        labelled()
            .others()
            .map(answers -> " with " + answers.kind())
            .orElseGet(
                () ->
                    classes().equals(List.of(""))
                        ? " without labels"
                        : " of " + String.join(", ", classes()));
    return String.format(
        Locale.ROOT, "%d texts%s%s", size(), kinds, Rejection.told(labelled().rejected()));
  }
}
