package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From which probability on each tag is given, told by the tags' names. */
public final class TagThresholds {
  private TagThresholds() {}

  /**
   * Puts thresholds in place of others.
   *
   * @param tags names in their order
   * @param before one a tag
   * @param chosen by name, each 0…1; tags that are not named keep theirs
   * @return one a tag, in their order
   * @throws IllegalArgumentException if there is no such tag, or a threshold is out of its range
   */
  public static List<Double> with(
      List<String> tags, List<Double> before, Map<String, Double> chosen) {
    List<Double> after = new ArrayList<>(before);
    chosen.forEach((name, value) -> after.set(place(tags, name), checked(name, value)));
    return List.copyOf(after);
  }

  /**
   * Demands a threshold for each tag, or none.
   *
   * @param tags names in their order; none where there are no tags
   * @param thresholds one a tag, 0…1, or none
   * @throws IllegalArgumentException if they are of another count or out of their range
   */
  public static void require(List<String> tags, List<Double> thresholds) {
    boolean right = thresholds.isEmpty() || thresholds.size() == tags.size();
    if (!right || !thresholds.stream().allMatch(t -> t >= 0 && t <= 1)) {
      throw new IllegalArgumentException(
          "thresholds is %s, must be one of 0 to 1 for each tag (%s)"
              .formatted(Excerpt.of(thresholds), Excerpt.listed(tags)));
    }
  }

  private static double checked(String name, double threshold) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "threshold of %s is %s, must be 0 to 1".formatted(Excerpt.quoted(name), threshold));
    }
    return threshold;
  }

  static int place(List<String> tags, String name) {
    int place = tags.indexOf(name);
    if (place < 0) {
      throw new IllegalArgumentException(
          "no tag %s; there are %s".formatted(Excerpt.quoted(name), Excerpt.listed(tags)));
    }
    return place;
  }
}
