package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Tells what a model that gives tags is worth. Immutable.
 *
 * <pre>{@code
 * var result = evaluate(model, data.validation());
 * result.meanAveragePrecision();          // 0.91, whatever the thresholds
 * result.report();                        // precision, recall, F1 and more by tag
 * decide(model, result.thresholds());     // from now on each tag at the threshold that suits it
 * evaluate(model, test).macroF1();
 * }</pre>
 *
 * <p>Figures equal those of scikit-learn's {@code average_precision_score}, {@code
 * precision_recall_fscore_support} and {@code log_loss} by tag. A tag that no image has counts in
 * no mean average precision, one that is not given either in no mean F1 ({@code
 * zero_division=nan}); any other share of nothing is 0.
 */
public final class MultiLabel extends TagAnswers {
  private final List<Double> thresholds;
  private final List<Tagged> predictions;
  private final TagCounts[] counts;

  private MultiLabel(TagAnswers answers, List<Double> thresholds) {
    super(answers);
    this.thresholds = List.copyOf(thresholds);
    this.predictions =
        IntStream.range(0, size()).mapToObj(i -> tagged(i, this.thresholds)).toList();
    this.counts = TagCounts.none(tags().size());
    for (int i = 0; i < size(); i++) {
      for (int tag = 0; tag < counts.length; tag++) {
        boolean given = predictions.get(i).probabilities().get(tag) >= thresholds.get(tag);
        counts[tag] = counts[tag].add(has(i, tag), given);
      }
    }
  }

  /**
   * Takes what was expected and a model's raw output; each tag is given from a probability of 0.5
   * on.
   *
   * @param tags names, in the order of the logits
   * @param ids names of the images (N)
   * @param expected which tags each image has {@code [N][tags]}
   * @param logits of the model {@code [N][tags]}
   * @return the evaluation
   * @throws IllegalArgumentException if the sizes disagree or there is no image
   */
  public static MultiLabel of(
      List<String> tags, List<String> ids, boolean[][] expected, float[][] logits) {
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("no images to evaluate; one or more are needed");
    }
    if (ids.size() != expected.length || ids.size() != logits.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d images, %d rows of tags and %d of logits; each image needs one of each",
              ids.size(),
              expected.length,
              logits.length));
    }
    for (int i = 0; i < logits.length; i++) {
      if (expected[i].length != tags.size() || logits[i].length != tags.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s has %d tags expected and %d logits, must have %d (%s)",
                Excerpt.quoted(ids.get(i)),
                expected[i].length,
                logits[i].length,
                tags.size(),
                Excerpt.listed(tags)));
      }
    }
    boolean[][] known = Arrays.stream(expected).map(boolean[]::clone).toArray(boolean[][]::new);
    float[][] given = Arrays.stream(logits).map(float[]::clone).toArray(float[][]::new);
    return new MultiLabel(
        new TagAnswers(tags, ids, known, given), Collections.nCopies(tags.size(), 0.5));
  }

  /**
   * Reads the same outputs with other thresholds. It costs no training, and no probability changes.
   *
   * @param chosen by tag from which probability on it is given, 0…1; tags that are not named keep
   *     theirs
   * @return the evaluation with these
   * @throws IllegalArgumentException if there is no such tag, or a threshold is out of its range
   */
  public MultiLabel at(Map<String, Double> chosen) {
    return new MultiLabel(this, TagThresholds.with(tags(), thresholds, chosen));
  }

  /**
   * Chooses for each tag the threshold of the highest F1 on these images. It is chosen on
   * validation images, and what it is worth is measured on others.
   *
   * @return by tag, in their order; a tag that no image has keeps its threshold
   */
  public Map<String, Double> thresholds() {
    Map<String, Double> chosen = new LinkedHashMap<>();
    for (int tag = 0; tag < tags().size(); tag++) {
      chosen.put(tags().get(tag), ranked().get(tag).bestThreshold().orElse(thresholds.get(tag)));
    }
    return Collections.unmodifiableMap(chosen);
  }

  /**
   * Computes the F1 of all images and tags taken together, in which a frequent tag counts more.
   *
   * @return 0…1
   */
  public double microF1() {
    return TagCounts.sum(List.of(counts)).f1();
  }

  /**
   * Computes the mean F1 of the tags, each counting alike.
   *
   * @return 0…1
   */
  public double macroF1() {
    return TagCounts.macroF1(List.of(counts));
  }

  /**
   * Computes how many of the images that are given a tag have it.
   *
   * @param name of the tag
   * @return 0…1; 0 when none is given it
   * @throws IllegalArgumentException if there is no such tag
   */
  public double precision(String name) {
    return counts[place(name)].precision();
  }

  /**
   * Computes how many of the images that have a tag are given it.
   *
   * @param name of the tag
   * @return 0…1; 0 when none has it
   * @throws IllegalArgumentException if there is no such tag
   */
  public double recall(String name) {
    return counts[place(name)].recall();
  }

  /**
   * Computes the harmonic mean of a tag's precision and recall.
   *
   * @param name of the tag
   * @return 0…1
   * @throws IllegalArgumentException if there is no such tag
   */
  public double f1(String name) {
    return counts[place(name)].f1();
  }

  /**
   * Lists the figures of each tag, then their means.
   *
   * @return columns {@code tag}, {@code precision}, {@code recall}, {@code F1}, {@code average
   *     precision}, {@code threshold} and {@code support}; one row a tag, then {@code macro mean}
   *     and {@code micro mean}
   */
  public Table report() {
    return TagReport.of(tags(), thresholds, List.of(counts), ranked());
  }

  /**
   * Lists what the model gives each image.
   *
   * @return in the order of the images
   */
  public List<Tagged> predictions() {
    return predictions;
  }

  /**
   * Lists the images of which a tag is wrong or missed.
   *
   * @return those of the highest loss first, equals in the order of the images
   */
  public List<Tagged> mistakes() {
    return IntStream.range(0, size())
        .filter(i -> !predictions.get(i).right())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> loss(i)).reversed())
        .map(predictions::get)
        .toList();
  }

  /**
   * Bounds the figures: where they lie for all images like these, in 95 of 100 cases. Means have
   * the percentile interval of 2,000 bootstrap samples (Efron and Tibshirani 1993), precision and
   * recall of a tag Wilson's score interval (1927).
   *
   * @return columns {@code figure}, {@code value}, {@code low} and {@code high}: mean average
   *     precision, micro and macro F1, then precision and recall of each tag
   */
  public Table intervals() {
    boolean[][] given = new boolean[size()][tags().size()];
    for (int i = 0; i < size(); i++) {
      for (int tag = 0; tag < given[i].length; tag++) {
        given[i][tag] = predictions.get(i).probabilities().get(tag) >= thresholds.get(tag);
      }
    }
    return intervals(given);
  }

  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "tags of %d images: mean average precision %.4f, micro F1 %.4f, macro F1 %.4f, loss"
                + " %.4f%n",
            size(),
            meanAveragePrecision(),
            microF1(),
            macroF1(),
            loss())
        + report().printAll();
  }
}
