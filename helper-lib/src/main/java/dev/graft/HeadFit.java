package dev.graft;

import dev.graft.data.Dataset;
import dev.graft.data.Masks;
import dev.graft.data.Numbers;
import dev.graft.data.Tags;
import dev.graft.data.TextSet;
import dev.graft.weights.Excerpt;
import java.util.List;

/** Whether a set's answers are of the kind that a head gives, and of its names. */
final class HeadFit {
  private HeadFit() {}

  /** Begins a head for what a set is answered with. */
  static Head fresh(Dataset set) {
    if (set.answers() instanceof Numbers numbers) {
      return Head.regressor(numbers);
    }
    return set.answers() instanceof Tags tags
        ? Head.multiLabel(tags.names())
        : Head.classifier(set.classes());
  }

  /** Refuses all but the head's answers in their order. */
  static void require(ModelState model, Dataset set) {
    if (set.answers() instanceof Numbers numbers) {
      requireNumbers(model, numbers.names());
    } else if (set.answers() instanceof Tags tags) {
      HeadTags.require(model, tags.names());
    } else if (set.answers() instanceof Masks masks) {
      requireMasks(model, masks.names());
    } else {
      refuseMasks(model, set);
      refuseNumbers(model, set);
      HeadTags.refuse(model, set);
      HeadClasses.require(model.classes(), set);
    }
  }

  /** Sorts inputs into the classes of the head, which may have more; numbers must be the head's. */
  static Dataset sorted(ModelState model, Dataset set) {
    if (set.answers() instanceof Numbers numbers) {
      requireNumbers(model, numbers.names());
      return set;
    }
    if (set.answers() instanceof Tags tags) {
      return HeadTags.sorted(model, set, tags);
    }
    if (set.answers() instanceof Masks masks) {
      requireMasks(model, masks.names());
      return set;
    }
    refuseMasks(model, set);
    refuseNumbers(model, set);
    HeadTags.refuse(model, set);
    return HeadClasses.sorted(model.classes(), set);
  }

  private static void refuseNumbers(ModelState model, Dataset set) {
    if (model.answersNumbers()) {
      throw new IllegalArgumentException(
          "the head answers with numbers (%s), the %s are of %s; take a %s, or call"
                  .formatted(
                      Excerpt.listed(model.classes()),
                      set.noun(),
                      Excerpt.listed(set.classes()),
                      set instanceof TextSet ? "TextNumberSet" : "NumberSet")
              + " replaceHead(model, Head.classifier(data.classes()))");
    }
  }

  private static void refuseMasks(ModelState model, Dataset set) {
    if (model.answersMasks()) {
      throw new IllegalArgumentException(
          "the head answers with masks (%s), the %s are of %s; take a MaskSet, or call"
                  .formatted(
                      Excerpt.listed(model.classes()), set.noun(), Excerpt.listed(set.classes()))
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
