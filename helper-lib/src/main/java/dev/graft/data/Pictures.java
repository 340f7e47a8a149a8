package dev.graft.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Pictures with their labels: what the readers of folders and tables find, and an {@link ImageSet}
 * is made of.
 *
 * @param classes names by label; one without name where nobody knows
 * @param list of the pictures
 * @param labels one a picture
 * @param rejected what was left out
 * @param others what the pictures should be taken for, where that is no class
 */
record Pictures(
    List<String> classes,
    List<Picture> list,
    List<Integer> labels,
    List<Rejection> rejected,
    Optional<Answers> others) {

  Pictures {
    classes = List.copyOf(classes);
    list = List.copyOf(list);
    labels = List.copyOf(labels);
    rejected = List.copyOf(rejected);
  }

  Pictures(
      List<String> classes, List<Picture> list, List<Integer> labels, List<Rejection> rejected) {
    this(classes, list, labels, rejected, Optional.empty());
  }

  /** Pictures whose class nobody knows. */
  static Pictures unlabelled(List<? extends Picture> list, List<Rejection> rejected) {
    return new Pictures(
        List.of(""), List.copyOf(list), Collections.nCopies(list.size(), 0), rejected);
  }

  int size() {
    return list.size();
  }

  /** Gives the same pictures with other answers than classes; nobody knows theirs. */
  Pictures answered(Answers wanted) {
    List<Integer> nought = Collections.nCopies(list.size(), 0);
    return new Pictures(List.of(""), list, nought, rejected, Optional.of(wanted));
  }

  Answers answers() {
    return others.isPresent()
        ? others.get()
        : new Classes(labels.stream().mapToInt(Integer::intValue).toArray());
  }

  boolean isUnlabelled() {
    return classes.equals(List.of(""));
  }

  /** Names the class of a picture. */
  String label(int index) {
    return classes.get(labels.get(index));
  }

  /** Counts the pictures of each class. */
  int[] counts() {
    int[] counts = new int[classes.size()];
    labels.forEach(label -> counts[label]++);
    return counts;
  }

  /** Keeps the classes and what was left out, and of the pictures these. */
  Pictures select(int[] indices) {
    List<Picture> chosen = new ArrayList<>();
    List<Integer> theirLabels = new ArrayList<>();
    for (int index : indices) {
      chosen.add(list.get(index));
      theirLabels.add(labels.get(index));
    }
    return new Pictures(classes, chosen, theirLabels, rejected, others.map(a -> a.at(indices)));
  }
}
