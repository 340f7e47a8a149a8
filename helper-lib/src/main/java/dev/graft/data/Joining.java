package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How the classes of a set become those of another: by their names. */
final class Joining {
  private Joining() {}

  static Pictures joined(Pictures first, Pictures second) {
    if (first.others().isPresent() || second.others().isPresent()) {
      throw new IllegalArgumentException(
          "images with numbers cannot be joined; join the images, then give all their numbers");
    }
    List<String> classes = new ArrayList<>(first.classes());
    List<String> known = new ArrayList<>(composed(first.classes()));
    for (String name : second.classes()) {
      if (!known.contains(FileName.composed(name))) {
        classes.add(name);
        known.add(FileName.composed(name));
      }
    }
    List<Picture> pictures = new ArrayList<>(first.list());
    pictures.addAll(second.list());
    List<Integer> labels = new ArrayList<>(labels(first, known));
    labels.addAll(labels(second, known));
    List<Rejection> rejected =
        Stream.concat(first.rejected().stream(), second.rejected().stream()).distinct().toList();
    return new Pictures(classes, pictures, labels, rejected);
  }

  static Pictures sorted(Pictures images, List<String> classes) {
    if (classes.isEmpty() || classes.stream().distinct().count() < classes.size()) {
      throw new IllegalArgumentException(
          "classes is " + Excerpt.of(classes) + ", must be different names");
    }
    return new Pictures(
        classes, images.list(), labels(images, composed(classes)), images.rejected());
  }

  /** Classes without an image need no place among the others. */
  private static List<Integer> labels(Pictures images, List<String> classes) {
    List<Integer> places = composed(images.classes()).stream().map(classes::indexOf).toList();
    return IntStream.range(0, images.size())
        .mapToObj(i -> place(images, i, places.get(images.labels().get(i)), classes))
        .toList();
  }

  private static int place(Pictures images, int index, int place, List<String> classes) {
    if (place < 0) {
      throw new IllegalArgumentException(
          "%s is of class \"%s\", not among %s"
              .formatted(
                  images.list().get(index).id(), images.label(index), Excerpt.listed(classes)));
    }
    return place;
  }

  private static List<String> composed(List<String> names) {
    return names.stream().map(FileName::composed).toList();
  }
}
