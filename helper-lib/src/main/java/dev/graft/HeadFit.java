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
    if (set.answers() instanceof Masks masks) {
      return Head.segmenter(masks.names());
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
      refuseClasses(model, set);
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
    refuseClasses(model, set);
    return HeadClasses.sorted(model.classes(), set);
  }

  /** Refuses a head of other answers where a set has classes. */
  private static void refuseClasses(ModelState model, Dataset set) {
    String of = set instanceof TextSet ? "Text" : "";
    if (model.answersMasks()) {
      throw classes(model, set, "answers with masks", "MaskSet");
    }
    if (model.answersNumbers()) {
      throw classes(model, set, "answers with numbers", of + "NumberSet");
    }
    if (model.answersTags()) {
      throw classes(model, set, "gives tags", of + "TagSet");
    }
  }

  private static IllegalArgumentException classes(
      ModelState model, Dataset set, String answers, String wanted) {
    return new IllegalArgumentException(
        "the head %s (%s), the %s are of %s; take a %s, or call"
                .formatted(
                    answers,
                    Excerpt.listed(model.classes()),
                    set.noun(),
                    Excerpt.listed(set.classes()),
                    wanted)
            + " replaceHead(model, Head.classifier(data.classes()))");
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
