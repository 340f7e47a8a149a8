package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Says which tags a model gives one image.
 *
 * <pre>{@code
 * var one = tag(model, Path.of("photo.jpg"));
 * one.tags();                 // [red, round]
 * one.probability("blue")     // 0.04
 * }</pre>
 *
 * @param image name of the image
 * @param names of all tags that the model knows
 * @param probabilities one a name, each for itself, 0…1
 * @param thresholds one a name: from which probability on the tag is given
 * @param expected the tags that it has; empty where nobody knows
 */
public record Tagged(
    String image,
    List<String> names,
    List<Double> probabilities,
    List<Double> thresholds,
    Optional<List<String>> expected) {
  /** Copies all lists. */
  public Tagged {
    names = List.copyOf(names);
    probabilities = List.copyOf(probabilities);
    thresholds = List.copyOf(thresholds);
    expected = expected.map(List::copyOf);
    if (names.size() != probabilities.size() || names.size() != thresholds.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d probabilities and %d thresholds for %d tags, each needs one of both",
              probabilities.size(),
              thresholds.size(),
              names.size()));
    }
  }

  /**
   * Reads a model's raw output for images whose tags nobody knows.
   *
   * @param names of the tags, in the order of the logits
   * @param thresholds one a tag, 0…1
   * @param images their names (N)
   * @param logits {@code [N][tags]}
   * @return one an image, in order
   */
  public static List<Tagged> of(
      List<String> names, List<Double> thresholds, List<String> images, float[][] logits) {
    List<Tagged> all = new ArrayList<>();
    for (int i = 0; i < logits.length; i++) {
      all.add(of(images.get(i), names, thresholds, Optional.empty(), logits[i]));
    }
    return List.copyOf(all);
  }

  static Tagged of(
      String image,
      List<String> names,
      List<Double> thresholds,
      Optional<List<String>> expected,
      float... logits) {
    List<Double> probabilities =
        IntStream.range(0, logits.length)
            .mapToObj(tag -> RankedScores.probability(logits[tag]))
            .toList();
    return new Tagged(image, names, probabilities, thresholds, expected);
  }

  /**
   * Lists the tags that are given.
   *
   * @return in the order of the names, perhaps none
   */
  public List<String> tags() {
    return IntStream.range(0, names.size())
        .filter(tag -> probabilities.get(tag) >= thresholds.get(tag))
        .mapToObj(names::get)
        .toList();
  }

  /**
   * Looks a tag up.
   *
   * @param name of the tag
   * @return its probability, 0…1
   * @throws IllegalArgumentException if there is no such tag
   */
  public double probability(String name) {
    int tag = names.indexOf(name);
    if (tag < 0) {
      throw new IllegalArgumentException(
          "no tag %s; there are %s".formatted(Excerpt.quoted(name), Excerpt.listed(names)));
    }
    return probabilities.get(tag);
  }

  /**
   * Lists the tags that the image has and is not given.
   *
   * @return none where nobody knows its tags
   */
  public List<String> missed() {
    List<String> given = tags();
    return expected.orElse(List.of()).stream().filter(tag -> !given.contains(tag)).toList();
  }

  /**
   * Lists the tags that the image is given and does not have.
   *
   * @return none where nobody knows its tags
   */
  public List<String> wrong() {
    return expected
        .map(known -> tags().stream().filter(tag -> !known.contains(tag)).toList())
        .orElse(List.of());
  }

  /**
   * Compares what is given with what is known.
   *
   * @return whether every tag is right; true where nobody knows
   */
  public boolean right() {
    return missed().isEmpty() && wrong().isEmpty();
  }

  @Override
  public String toString() {
    String given =
        tags().stream()
            .map(tag -> String.format(Locale.ROOT, "%s %.3f", tag, probability(tag)))
            .collect(Collectors.joining(", "));
    String missed = missed().isEmpty() ? "" : "; misses " + String.join(", ", missed());
    String wrong = wrong().isEmpty() ? "" : "; wrongly " + String.join(", ", wrong());
    return image + ": " + (given.isEmpty() ? "no tag" : given) + missed + wrong;
  }
}
