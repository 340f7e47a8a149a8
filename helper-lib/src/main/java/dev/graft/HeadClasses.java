package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.weights.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Whether images are of the classes that a head has, told by their names. */
final class HeadClasses {
  private static final int MOST_NAMED = 20;

  private HeadClasses() {}

  /** Sorts images into the classes of the head, which may have more. */
  static ImageSet sorted(List<String> classes, ImageSet images) {
    if (images.classes().equals(classes)) {
      return images;
    }
    if (!new HashSet<>(classes).containsAll(images.classes())) {
      throw others(classes, images);
    }
    return images.classes(classes);
  }

  /** Refuses all but the head's classes in their order. */
  static void require(List<String> classes, ImageSet images) {
    if (!images.classes().equals(classes)) {
      throw others(classes, images);
    }
  }

  private static IllegalArgumentException others(List<String> classes, ImageSet images) {
    if (classes.isEmpty()) {
      return new IllegalArgumentException(
          "this model has no head yet; call replaceHead(model, Head.classifier(data.classes()))");
    }
    List<String> foreign = new ArrayList<>(images.classes());
    foreign.removeAll(classes);
    boolean some = !foreign.isEmpty() && foreign.size() < images.classes().size();
    return new IllegalArgumentException(
        "the images are of %s, the head is of %s%s; call %s"
            .formatted(
                named(images.classes()),
                named(classes),
                some ? ", without " + named(foreign) : "",
                foreign.isEmpty()
                    ? "images.classes(model.classes())"
                    : "replaceHead(model, Head.classifier(data.classes()))"));
  }

  private static String named(List<String> classes) {
    return classes.size() > MOST_NAMED
        ? classes.size() + " classes"
        : "[" + Excerpt.listed(classes) + "]";
  }
}
