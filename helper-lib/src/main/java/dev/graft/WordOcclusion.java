package dev.graft;

import dev.graft.data.TextSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which words spoke for an answer: how far the probability of a class falls when one word after the
 * other is erased (Li, Monroe and Jurafsky 2016, "Understanding Neural Networks through
 * Representation Erasure", section 3). Immutable. What a layer of attention looks at is another
 * thing, and no explanation.
 *
 * <pre>{@code
 * occlusion(model, "a gentle, funny film", "positive")   // a coloured line in a notebook
 * }</pre>
 */
public final class WordOcclusion {
  private final String name;
  private final double probability;
  private final List<String> words;
  private final double[] falls;

  private WordOcclusion(String name, double probability, List<String> words, double... falls) {
    this.name = name;
    this.probability = probability;
    this.words = words;
    this.falls = falls;
  }

  static WordOcclusion of(TransferModel model, String text, String wanted) {
    try (ModelLife.Moment now = model.life().moment()) {
      int label = now.state().label(wanted);
      double[] probability =
          Answering.predicted(model, TextSet.erasures(text)).stream()
              .mapToDouble(one -> one.probabilities().get(label))
              .toArray();
      double[] falls =
          Arrays.stream(probability).skip(1).map(without -> probability[0] - without).toArray();
      return new WordOcclusion(wanted, probability[0], TextSet.words(text), falls);
    }
  }

  /**
   * Names the class whose probability was watched.
   *
   * @return its name
   */
  public String name() {
    return name;
  }

  /**
   * Reads how probable the class is with every word there.
   *
   * @return 0…1
   */
  public double probability() {
    return probability;
  }

  /**
   * Lists the words, divided at blanks.
   *
   * @return in order
   */
  public List<String> words() {
    return words;
  }

  /**
   * Reads by how much the probability falls without each word.
   *
   * @return one a word, each −1…1; below 0 where the class is more probable without it
   */
  public double[] falls() {
    return falls.clone();
  }

  /**
   * Lists words and falls.
   *
   * @return columns {@code word} and {@code fall}, the word that speaks most for the class first
   */
  public Table table() {
    return Table.create(
            "without each word",
            StringColumn.create("word", words),
            DoubleColumn.create("fall", falls))
        .sortDescendingOn("fall");
  }

  @Override
  public String toString() {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < falls.length; i++) {
      shown.add(String.format(Locale.ROOT, "%s (%+.3f)", words.get(i), falls[i]));
    }
    return String.format(
        Locale.ROOT, "%s has probability %.3f: %s", name, probability, String.join(" ", shown));
  }
}
