package dev.graft;

import dev.graft.data.Dataset;
import dev.graft.data.Masks;
import dev.graft.data.Numbers;
import dev.graft.data.Tags;
import dev.graft.data.TextSet;
import dev.graft.weights.Excerpt;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Whether a set's answers are of the kind that a head gives, and of its names. */
final class HeadFit {
  /**
   * How a kind of answer and a head come together.
   *
   * @param fresh head for a set
   * @param require all but the head's answers in their order are refused
   * @param sorted as the head has them, which may have more
   */
  record Rule(
      Function<Dataset, Head> fresh,
      BiConsumer<ModelState, Dataset> require,
      BiFunction<ModelState, Dataset, Dataset> sorted) {
    /**
     * Of answers whose names must be the head's.
     *
     * @param of what a message says before the names
     */
    static Rule same(
        AnswerKind kind,
        String of,
        Function<Dataset, List<String>> names,
        Function<Dataset, Head> fresh) {
      BiConsumer<ModelState, Dataset> require =
          (model, set) -> requireSame(model, kind, of, names.apply(set));
      return new Rule(
          fresh,
          require,
          (model, set) -> {
            require.accept(model, set);
            return set;
          });
    }
  }

  static final Map<AnswerKind, Rule> TABLE =
      Map.of(
          AnswerKind.CLASSES,
          new Rule(
              set -> Head.classifier(set.classes()),
              (model, set) -> {
                refuseClasses(model, set);
                HeadClasses.require(model.classes(), set);
              },
              (model, set) -> {
                refuseClasses(model, set);
                return HeadClasses.sorted(model.classes(), set);
              }),
          AnswerKind.NUMBERS,
          Rule.same(
              AnswerKind.NUMBERS,
              "",
              set -> ((Numbers) set.answers()).names(),
              set -> Head.regressor((Numbers) set.answers())),
          AnswerKind.TAGS,
          new Rule(
              set -> Head.multiLabel(((Tags) set.answers()).names()),
              (model, set) -> HeadTags.require(model, ((Tags) set.answers()).names()),
              (model, set) -> HeadTags.sorted(model, set, (Tags) set.answers())),
          AnswerKind.MASKS,
          Rule.same(
              AnswerKind.MASKS,
              "masks of ",
              set -> ((Masks) set.answers()).names(),
              set -> Head.segmenter(((Masks) set.answers()).names())));

  private HeadFit() {}

  private static Rule rule(Dataset set) {
    return TABLE.get(AnswerKind.of(set.answers()));
  }

  /** Begins a head for what a set is answered with. */
  static Head fresh(Dataset set) {
    return rule(set).fresh().apply(set);
  }

  /** Refuses all but the head's answers in their order. */
  static void require(ModelState model, Dataset set) {
    rule(set).require().accept(model, set);
  }

  /** Sorts inputs into the classes of the head, which may have more; numbers must be the head's. */
  static Dataset sorted(ModelState model, Dataset set) {
    return rule(set).sorted().apply(model, set);
  }

  /** Refuses a head of other answers where a set has classes. */
  private static void refuseClasses(ModelState model, Dataset set) {
    AnswerKind kind = model.answers();
    if (kind != AnswerKind.CLASSES) {
      throw new IllegalArgumentException(
          "the head answers with %s (%s), the %s are of %s; take a %s, or call %s"
              .formatted(
                  kind.noun(),
                  Excerpt.listed(model.classes()),
                  set.noun(),
                  Excerpt.listed(set.classes()),
                  (set instanceof TextSet ? "Text" : "") + kind.set(),
                  AnswerKind.CLASSES.graft()));
    }
  }

  private static void requireSame(
      ModelState model, AnswerKind kind, String of, List<String> names) {
    model.require(kind);
    if (!model.classes().equals(names)) {
      throw new IllegalArgumentException(
          "the head answers with %s, the set has %s; call %s"
              .formatted(
                  of + Excerpt.listed(model.classes()), of + Excerpt.listed(names), kind.graft()));
    }
  }
}
