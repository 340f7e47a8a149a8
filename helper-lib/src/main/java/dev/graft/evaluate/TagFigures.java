package dev.graft.evaluate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of tags over some inputs, each tag given from a probability of 0.5 on, counted batch
 * by batch. Figures equal those of scikit-learn's {@code f1_score}, without tags that are neither
 * there nor given ({@code zero_division=nan}), and the mean of {@code average_precision_score} over
 * the tags that an input has.
 *
 * <p>A mean average precision needs all scores: they are kept, 33 bits for each input and tag.
 */
public final class TagFigures {
  private static final String LOGITS = "logits";
  private static final String TAGS = "tags";

  private final TagCounts[] counts;
  private float[] logits = new float[0];
  private final BitSet there = new BitSet();
  private int size;

  /**
   * Begins to count.
   *
   * @param tags how many there are, at least 1
   */
  public TagFigures(int tags) {
    counts = TagCounts.none(tags);
  }

  /**
   * Adds inputs.
   *
   * @param outputs logits of N inputs, {@code (N, tags)}
   * @param rows which tags each of them has, {@code [N][tags]}
   */
  public void add(float[] outputs, boolean[][] rows) {
    for (int i = 0; i < outputs.length; i++) {
      add(outputs[i], rows[i / counts.length][i % counts.length]);
    }
  }

  private void add(float logit, boolean has) {
    int tag = size % counts.length;
    counts[tag] = counts[tag].add(has, logit >= 0);
    if (size == logits.length) {
      logits = Arrays.copyOf(logits, Math.max(1024, size + size / 2));
    }
    logits[size] = logit;
    there.set(size, has);
    size++;
  }

  /**
   * Computes the F1 of all answers taken together.
   *
   * @return 0…1
   */
  public double microF1() {
    return TagCounts.sum(List.of(counts)).f1();
  }

  /**
   * Computes the mean F1 of the tags, of those that are there or given.
   *
   * @return 0…1
   */
  public double macroF1() {
    return TagCounts.macroF1(List.of(counts));
  }

  /**
   * Computes the mean of the tags' average precision, of those that an input has.
   *
   * @return 0…1, no number where no input has any
   */
  public double meanAveragePrecision() {
    double sum = 0;
    int seen = 0;
    for (int tag = 0; tag < counts.length; tag++) {
      if (counts[tag].support() > 0) {
        sum += ranked(tag).averagePrecision();
        seen++;
      }
    }
    return seen == 0 ? Double.NaN : sum / seen;
  }

  private RankedScores ranked(int tag) {
    float[] scores = new float[size / counts.length];
    boolean[] has = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = logits[i * counts.length + tag];
      has[i] = there.get(i * counts.length + tag);
    }
    return new RankedScores(scores, has);
  }

  /**
   * Reads what was counted.
   *
   * @return all that {@link #restore} needs
   */
  public Map<String, double[]> state() {
    double[] scores = new double[size];
    double[] has = new double[size];
    for (int i = 0; i < size; i++) {
      scores[i] = logits[i];
      has[i] = there.get(i) ? 1 : 0;
    }
    return Map.of(LOGITS, scores, TAGS, has);
  }

  /**
   * Goes on from what was counted.
   *
   * @param state of {@link #state}
   * @throws IllegalArgumentException when it is of other figures, or of another number of tags
   */
  public void restore(Map<String, double[]> state) {
    double[] scores = state.getOrDefault(LOGITS, new double[0]);
    double[] has = state.getOrDefault(TAGS, new double[0]);
    if (!state.containsKey(LOGITS)
        || scores.length != has.length
        || scores.length % counts.length != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the epoch under way has counted %d logits and %d tags, expected as many of both"
                  + " for %d tags",
              scores.length,
              has.length,
              counts.length));
    }
    Arrays.fill(counts, TagCounts.NONE);
    size = 0;
    for (int i = 0; i < scores.length; i++) {
      add((float) scores[i], has[i] == 1);
    }
  }
}
