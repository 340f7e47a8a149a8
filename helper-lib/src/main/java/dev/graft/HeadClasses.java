package dev.graft;

import dev.graft.data.Dataset;
import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Whether inputs are of the classes that a head has, told by their names. */
final class HeadClasses {
  private static final int MOST_NAMED = 20;

  private HeadClasses() {}

  /** Sorts inputs into the classes of the head, which may have more. */
  static Dataset sorted(List<String> classes, Dataset set) {
    if (set.classes().equals(classes)) {
      return set;
    }
    if (!new HashSet<>(classes).containsAll(set.classes())) {
      throw others(classes, set);
    }
    return set.classes(classes);
  }

  /** Refuses all but the head's classes in their order. */
  static void require(List<String> classes, Dataset set) {
    if (!set.classes().equals(classes)) {
      throw others(classes, set);
    }
  }

  private static IllegalArgumentException others(List<String> classes, Dataset set) {
    if (classes.isEmpty()) {
      return new IllegalArgumentException(
          "this model has no head yet; call replaceHead(model, Head.classifier(data.classes()))");
    }
    List<String> foreign = new ArrayList<>(set.classes());
    foreign.removeAll(classes);
    boolean some = !foreign.isEmpty() && foreign.size() < set.classes().size();
    return new IllegalArgumentException(
        "the %s are of %s, the head is of %s%s; call %s"
            .formatted(
                set.noun(),
                named(set.classes()),
                named(classes),
                some ? ", without " + named(foreign) : "",
                foreign.isEmpty()
                    ? set.noun() + ".classes(model.classes())"
                    : "replaceHead(model, Head.classifier(data.classes()))"));
  }

  private static String named(List<String> classes) {
    return classes.size() > MOST_NAMED
        ? classes.size() + " classes"
        : "[" + Excerpt.listed(classes) + "]";
  }
}
