package dev.graft;

import dev.graft.data.Dataset;
import java.util.Optional;

/** What a line of progress is of: the doing, the network, the part of the data. */
final class Title {
  private Title() {}

  static String evaluating(ModelState model, Dataset images) {
    return "evaluating " + model.backbone().name() + part(images).map(" on "::concat).orElse("");
  }

  static String predicting(ModelState model, Dataset images) {
    String what = part(images).map(part -> part + " ").orElse("");
    return "predicting " + what + "with " + model.backbone().name();
  }

  static String extracting(Dataset images, String layer) {
    String what = part(images).map(" of "::concat).orElse("");
    return "extracting features" + what + (layer.isEmpty() ? "" : " after " + layer);
  }

  /** Finds the folder above the classes that all inputs share: {@code train} or {@code val}. */
  private static Optional<String> part(Dataset images) {
    String first = images.size() == 0 ? "" : images.id(0);
    int slash = first.indexOf('/');
    if (slash < 1 || first.indexOf(':') >= 0) {
      return Optional.empty();
    }
    String part = first.substring(0, slash);
    for (int i = 0; i < images.size(); i++) {
      if (!images.id(i).startsWith(part + "/" + images.classes().get(images.label(i)) + "/")) {
        return Optional.empty();
      }
    }
    return Optional.of(part);
  }
}
