package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.Numbers;
import dev.graft.data.Tags;
import dev.graft.weights.Excerpt;
import java.util.List;

/** Whether a set's answers are of the kind that a head gives, and of its names. */
final class HeadFit {
  private HeadFit() {}

  /** Begins a head for what a set is answered with. */
  static Head fresh(ImageSet images) {
    if (images.answers() instanceof Numbers numbers) {
      return Head.regressor(numbers);
    }
    return images.answers() instanceof Tags tags
        ? Head.multiLabel(tags.names())
        : Head.classifier(images.classes());
  }

  /** Refuses all but the head's answers in their order. */
  static void require(ModelState model, ImageSet images) {
    if (images.answers() instanceof Numbers numbers) {
      requireNumbers(model, numbers.names());
    } else if (images.answers() instanceof Tags tags) {
      HeadTags.require(model, tags.names());
    } else {
      refuseNumbers(model, images);
      HeadTags.refuse(model, images.classes());
      HeadClasses.require(model.classes(), images);
    }
  }

  /** Sorts images into the classes of the head, which may have more; numbers must be the head's. */
  static ImageSet sorted(ModelState model, ImageSet images) {
    if (images.answers() instanceof Numbers numbers) {
      requireNumbers(model, numbers.names());
      return images;
    }
    if (images.answers() instanceof Tags tags) {
      return HeadTags.sorted(model, images, tags);
    }
    refuseNumbers(model, images);
    HeadTags.refuse(model, images.classes());
    return HeadClasses.sorted(model.classes(), images);
  }

  private static void refuseNumbers(ModelState model, ImageSet images) {
    if (model.answersNumbers()) {
      throw new IllegalArgumentException(
          "the head answers with numbers (%s), the images are of %s; take a NumberSet, or call"
                  .formatted(Excerpt.listed(model.classes()), Excerpt.listed(images.classes()))
              + " replaceHead(model, Head.classifier(data.classes()))");
    }
  }

  static void requireNumbers(ModelState model, List<String> names) {
    model.requireNumbers();
    if (!model.classes().equals(names)) {
      throw new IllegalArgumentException(
          "the head answers with %s, the set has %s; call replaceHead(model,"
                  .formatted(Excerpt.listed(model.classes()), Excerpt.listed(names))
              + " Head.regressor(data.train().numbers()))");
    }
  }
}
