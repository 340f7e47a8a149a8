package dev.graft.data;

import static java.util.Comparator.naturalOrder;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Texts that can be learned from with the classes they belong to, and what was left out.
 *
 * @param classes names by label
 * @param texts in order
 * @param labels one a text
 * @param rejected texts that are none
 * @param others what the texts should be taken for, where that is no class
 */
record LabelledTexts(
    List<String> classes,
    List<Text> texts,
    List<Integer> labels,
    List<Rejection> rejected,
    Optional<Answers> others) {
  LabelledTexts {
    classes = List.copyOf(classes);
    texts = List.copyOf(texts);
    labels = List.copyOf(labels);
    rejected = List.copyOf(rejected);
  }

  /** Texts of classes. */
  LabelledTexts(
      List<String> classes, List<Text> texts, List<Integer> labels, List<Rejection> rejected) {
    this(classes, texts, labels, rejected, Optional.empty());
  }

  /** Reads a column of texts whose answers, one a row, are no classes. */
  static LabelledTexts answered(Table table, String text, Answers answers) {
    Column<?> words = column(table, text);
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < table.rowCount(); i++) {
      texts.add(new Text("row " + (i + 1), words.getString(i)));
    }
    LabelledTexts read = of(texts, Collections.nCopies(texts.size(), ""), naturalOrder());
    int[] kept =
        IntStream.range(0, texts.size()).filter(i -> texts.get(i).rejection().isEmpty()).toArray();
    return read.answered(answers.at(kept));
  }

  /** The same texts with answers that are no classes, one a text. */
  LabelledTexts answered(Answers answers) {
    return new LabelledTexts(
        List.of(""), texts, Collections.nCopies(texts.size(), 0), rejected, Optional.of(answers));
  }

  /** What the texts should be taken for. */
  Answers answers() {
    return others.orElseGet(
        () -> new Classes(labels.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** Sorts texts by the names of their classes. */
  static LabelledTexts of(List<Text> texts, List<String> names, Comparator<String> order) {
    if (texts.size() != names.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d texts and %d labels; each text needs one",
              texts.size(),
              names.size()));
    }
    var sorted = new TreeSet<>(order);
    sorted.addAll(names);
    List<String> classes = List.copyOf(sorted);
    List<Text> kept = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Text text = texts.get(i);
      text.rejection().ifPresent(rejected::add);
      if (text.rejection().isEmpty()) {
        kept.add(text);
        labels.add(classes.indexOf(names.get(i)));
      }
    }
    if (kept.isEmpty()) {
      throw new IllegalArgumentException(
          rejected.isEmpty()
              ? "no texts are listed; at least 1 is needed"
              : String.format(
                  Locale.ROOT,
                  "none of %d texts can be read, the first: %s",
                  texts.size(),
                  rejected.get(0)));
    }
    return new LabelledTexts(classes, kept, labels, rejected);
  }

  /** Reads two columns; a text is named by its row, from 1. */
  static LabelledTexts of(Table table, String text, String label) {
    Column<?> words = column(table, text);
    Column<?> labels = column(table, label);
    boolean numbers = labels instanceof NumericColumn;
    List<Text> texts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < table.rowCount(); i++) {
      texts.add(new Text("row " + (i + 1), words.getString(i)));
      names.add(numbers ? LabelledFiles.whole(labels, i) : labels.getString(i).strip());
      if (names.get(i).isEmpty()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "no label in row %d (%s)", i + 1, Excerpt.quoted(words.getString(i))));
      }
    }
    return of(texts, names, numbers ? Comparator.comparing(Long::valueOf) : naturalOrder());
  }

  private static Column<?> column(Table table, String name) {
    return LabelledFiles.column(table, name);
  }

  /** Keeps the classes and what was left out, and of the texts these. */
  LabelledTexts select(int... indices) {
    List<Text> chosen = new ArrayList<>();
    List<Integer> theirs = new ArrayList<>();
    for (int index : indices) {
      chosen.add(texts.get(index));
      theirs.add(labels.get(index));
    }
    return new LabelledTexts(classes, chosen, theirs, rejected, others.map(all -> all.at(indices)));
  }

  /** Sorts the same texts into other classes. */
  LabelledTexts sorted(List<String> names) {
    List<Integer> moved = new ArrayList<>();
    for (int label : labels) {
      int now = names.indexOf(classes.get(label));
      if (now < 0) {
        throw new IllegalArgumentException(
            "a text is of class %s, which is not among %s"
                .formatted(Excerpt.quoted(classes.get(label)), Excerpt.listed(names)));
      }
      moved.add(now);
    }
    return new LabelledTexts(names, texts, moved, rejected);
  }
}
