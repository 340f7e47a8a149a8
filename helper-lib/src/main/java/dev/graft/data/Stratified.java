package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Divides images class by class, so that each part has the classes in the same shares. */
final class Stratified {
  private final List<String> classes;
  private final String noun;
  private final List<int[]> shuffled = new ArrayList<>();

  /** Shuffles each class by itself, so that a class's order does not depend on the others. */
  Stratified(List<String> classes, String noun, int[] labels, long seed) {
    this.classes = classes;
    this.noun = noun;
    for (int label = 0; label < classes.size(); label++) {
      int wanted = label;
      int[] indices =
          IntStream.range(0, labels.length).filter(index -> labels[index] == wanted).toArray();
      Randomness.shuffle(indices, Randomness.of(seed, classes.get(label)));
      shuffled.add(indices);
    }
  }

  /** Cuts every class at two shares of its size; every part gets images of all that have some. */
  int[] part(double from, double to, int parts) {
    List<Integer> chosen = new ArrayList<>();
    for (int label = 0; label < shuffled.size(); label++) {
      int[] all = shuffled.get(label);
      if (all.length > 0 && all.length < parts) {
        throw new IllegalArgumentException(
            of(label) + all.length + " " + noun + ", too few to split into " + parts);
      }
      for (int i = cut(all.length, from); i < cut(all.length, to); i++) {
        chosen.add(all[i]);
      }
    }
    return sorted(chosen);
  }

  /** Picks n images, in proportion to the classes' sizes. */
  int[] take(int n, int size) {
    if (n < 1 || n > size) {
      throw new IllegalArgumentException("n is " + n + ", must be 1 to " + size);
    }
    List<Integer> chosen = new ArrayList<>();
    int seen = 0;
    for (int[] all : shuffled) {
      int before = quota(n, seen, size);
      seen += all.length;
      for (int i = 0; i < quota(n, seen, size) - before; i++) {
        chosen.add(all[i]);
      }
    }
    return sorted(chosen);
  }

  /** Picks so many images of every class; more of them for a larger number, none else. */
  int[] perClass(int n) {
    List<Integer> chosen = new ArrayList<>();
    for (int label = 0; label < shuffled.size(); label++) {
      int[] all = shuffled.get(label);
      if (all.length < n) {
        throw new IllegalArgumentException(
            of(label) + all.length + " " + noun + ", fewer than the " + n + " wanted of each");
      }
      IntStream.range(0, n).forEach(i -> chosen.add(all[i]));
    }
    return sorted(chosen);
  }

  /** Picks a share of one class, at least one image, and all of the others. */
  int[] thin(int thinned, double share) {
    List<Integer> chosen = new ArrayList<>();
    for (int label = 0; label < shuffled.size(); label++) {
      int[] all = shuffled.get(label);
      int kept = label == thinned ? Math.max(1, (int) Math.round(share * all.length)) : all.length;
      Arrays.stream(all).limit(kept).forEach(chosen::add);
    }
    return sorted(chosen);
  }

  /** Deals every class out to k folds, each going on where the last one ended; picks one fold. */
  int[] fold(int k, int fold) {
    List<Integer> chosen = new ArrayList<>();
    int seen = 0;
    for (int label = 0; label < shuffled.size(); label++) {
      int[] all = shuffled.get(label);
      if (all.length > 0 && all.length < k) {
        throw new IllegalArgumentException(
            of(label) + all.length + " " + noun + ", too few for " + k + " folds");
      }
      for (int i = Math.floorMod(fold - seen, k); i < all.length; i += k) {
        chosen.add(all[i]);
      }
      seen += all.length;
    }
    return sorted(chosen);
  }

  private String of(int label) {
    return "class " + Excerpt.quoted(classes.get(label)) + " has ";
  }

  private static int quota(int n, int seen, int size) {
    return (int) Math.round((double) n * seen / size);
  }

  private static int cut(int count, double share) {
    int cut = (int) Math.round(count * share);
    return share <= 0 || share >= 1 || count == 0 ? cut : Math.max(1, Math.min(count - 1, cut));
  }

  private static int[] sorted(List<Integer> indices) {
    int[] array = indices.stream().mapToInt(Integer::intValue).toArray();
    Arrays.sort(array);
    return array;
  }
}
