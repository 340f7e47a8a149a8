package dev.graft.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** What a model answered for images with tags, whatever is decided upon it. */
class TagAnswers {
  private final List<String> tags;
  private final List<String> ids;
  private final boolean[][] expected;
  private final float[][] logits;
  private final List<RankedScores> ranked;

  TagAnswers(List<String> tags, List<String> ids, boolean[][] expected, float[][] logits) {
    this.tags = List.copyOf(tags);
    this.ids = List.copyOf(ids);
    this.expected = expected;
    this.logits = logits;
    this.ranked = IntStream.range(0, tags.size()).mapToObj(this::rank).toList();
  }

  /** The same answers for others to decide upon. */
  TagAnswers(TagAnswers same) {
    this.tags = same.tags;
    this.ids = same.ids;
    this.expected = same.expected;
    this.logits = same.logits;
    this.ranked = same.ranked;
  }

  private RankedScores rank(int tag) {
    float[] scores = new float[size()];
    boolean[] there = new boolean[size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = logits[i][tag];
      there[i] = expected[i][tag];
    }
    return new RankedScores(scores, there);
  }

  List<RankedScores> ranked() {
    return ranked;
  }

  boolean has(int image, int tag) {
    return expected[image][tag];
  }

  /** How sure the figures are, of what is given by image and tag. */
  Table intervals(boolean[]... given) {
    return new TagIntervals(tags, logits, expected, given).table();
  }

  /** What the model gives an image, and what it has. */
  Tagged tagged(int image, List<Double> thresholds) {
    List<String> known =
        IntStream.range(0, tags.size())
            .filter(tag -> expected[image][tag])
            .mapToObj(tags::get)
            .toList();
    return Tagged.of(ids.get(image), tags, thresholds, Optional.of(known), logits[image]);
  }

  /**
   * Computes precision and recall of a tag at each threshold that makes a difference, as
   * scikit-learn's {@code precision_recall_curve}.
   *
   * @param name of the tag
   * @return one row a probability that images have, from the lowest: {@code threshold}, {@code
   *     precision}, {@code recall}, {@code F1}, and {@code taken}, images that are given the tag
   * @throws IllegalArgumentException if there is no such tag
   */
  public Table thresholds(String name) {
    int tag = place(name);
    double[] sure =
        IntStream.range(0, size())
            .mapToDouble(i -> RankedScores.probability(logits[i][tag]))
            .toArray();
    return Thresholds.of(name, sure, i -> expected[i][tag]);
  }

  int place(String name) {
    return TagThresholds.place(tags, name);
  }

  /**
   * Names the tags.
   *
   * @return in the order of the head
   */
  public List<String> tags() {
    return tags;
  }

  /**
   * Counts the images.
   *
   * @return at least 1
   */
  public int size() {
    return ids.size();
  }

  /**
   * Computes the mean binary cross entropy.
   *
   * @return in nats per image and tag, 0 or more
   */
  public double loss() {
    return IntStream.range(0, size()).mapToDouble(this::loss).average().orElseThrow();
  }

  double loss(int image) {
    return IntStream.range(0, tags.size())
        .mapToDouble(tag -> loss(logits[image][tag], expected[image][tag]))
        .average()
        .orElseThrow();
  }

  private static double loss(float logit, boolean there) {
    double wrong = there ? -logit : logit;
    return Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
  }

  /**
   * Computes the mean of the tags' average precision, each tag counting alike.
   *
   * @return 0…1 over the tags that an image has; no number where there is none
   */
  public double meanAveragePrecision() {
    return ranked.stream()
        .filter(its -> its.support() > 0)
        .mapToDouble(RankedScores::averagePrecision)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * Computes a tag's average precision: the precision at each image that has it, averaged.
   *
   * @param name of the tag
   * @return 0…1; no number where no image has it
   * @throws IllegalArgumentException if there is no such tag
   */
  public double averagePrecision(String name) {
    return ranked.get(place(name)).averagePrecision();
  }
}
