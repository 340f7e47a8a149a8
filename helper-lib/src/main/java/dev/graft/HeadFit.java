package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.Masks;
import dev.graft.data.Numbers;
import dev.graft.weights.Excerpt;
import java.util.List;

/** Whether a set's answers are of the kind that a head gives, and of its names. */
final class HeadFit {
  private HeadFit() {}

  /** Refuses all but the head's answers in their order. */
  static void require(ModelState model, ImageSet images) {
    if (images.answers() instanceof Numbers numbers) {
      requireNumbers(model, numbers.names());
    } else if (images.answers() instanceof Masks masks) {
      requireMasks(model, masks.names());
    } else {
      refuseMasks(model, images);
      refuseNumbers(model, images);
      HeadClasses.require(model.classes(), images);
    }
  }

  /** Sorts images into the classes of the head, which may have more; numbers must be the head's. */
  static ImageSet sorted(ModelState model, ImageSet images) {
    if (images.answers() instanceof Numbers numbers) {
      requireNumbers(model, numbers.names());
      return images;
    }
    if (images.answers() instanceof Masks masks) {
      requireMasks(model, masks.names());
      return images;
    }
    refuseMasks(model, images);
    refuseNumbers(model, images);
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

  private static void refuseMasks(ModelState model, ImageSet images) {
    if (model.answersMasks()) {
      throw new IllegalArgumentException(
          "the head answers with masks (%s), the images are of %s; take a MaskSet, or call"
                  .formatted(Excerpt.listed(model.classes()), Excerpt.listed(images.classes()))
              + " replaceHead(model, Head.classifier(data.classes()))");
    }
  }

  static void requireMasks(ModelState model, List<String> names) {
    model.requireMasks();
    if (!model.classes().equals(names)) {
      throw new IllegalArgumentException(
          "the head answers with masks of %s, the set has masks of %s; call replaceHead(model,"
                  .formatted(Excerpt.listed(model.classes()), Excerpt.listed(names))
              + " Head.segmenter(data.classes()))");
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
