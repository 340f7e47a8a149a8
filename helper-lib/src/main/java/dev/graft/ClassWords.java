package dev.graft;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads a head for classes that are not its own, each of which some of its classes stand for.
 *
 * @param places by class of the images the logits that stand for it
 */
record ClassWords(List<int[]> places) {

  static ClassWords of(List<String> head, List<String> wanted, Map<String, List<String>> words) {
    Map<String, String> taken = new HashMap<>();
    List<int[]> places = new ArrayList<>();
    for (String name : wanted) {
      List<String> theirs = words.getOrDefault(name, List.of(name));
      if (theirs.isEmpty()) {
        throw new IllegalArgumentException(
            "no word stands for "
                + Excerpt.quoted(name)
                + "; name one or more of the model's classes");
      }
      places.add(theirs.stream().mapToInt(word -> place(head, name, word, taken)).toArray());
    }
    return new ClassWords(places);
  }

  private static int place(List<String> head, String name, String word, Map<String, String> taken) {
    int place = head.indexOf(word);
    if (place < 0) {
      throw new IllegalArgumentException(
          "the model has no class %s, which is to stand for %s; it has %s"
              .formatted(Excerpt.quoted(word), Excerpt.quoted(name), Excerpt.listed(head)));
    }
    String other = taken.put(word, name);
    if (other != null) {
      throw new IllegalArgumentException(
          "%s is to stand for %s and for %s, must be for one"
              .formatted(Excerpt.quoted(word), Excerpt.quoted(other), Excerpt.quoted(name)));
    }
    return place;
  }

  /** Gives one logit a class: the softmax of these has the sums of the words' probabilities. */
  float[][] of(float[][] logits) {
    float[][] read = new float[logits.length][];
    for (int i = 0; i < logits.length; i++) {
      float[] row = logits[i];
      read[i] = new float[places.size()];
      for (int c = 0; c < places.size(); c++) {
        read[i][c] = (float) logSum(row, places.get(c));
      }
    }
    return read;
  }

  private static double logSum(float[] row, int[] places) {
    double largest = IntStream.of(places).mapToDouble(p -> row[p]).max().orElseThrow();
    return largest
        + Math.log(IntStream.of(places).mapToDouble(p -> Math.exp(row[p] - largest)).sum());
  }
}
