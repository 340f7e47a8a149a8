package dev.graft;

import dev.graft.data.Answers;
import dev.graft.data.Classes;
import dev.graft.data.Masks;
import dev.graft.data.Numbers;
import dev.graft.data.Tags;
import dev.graft.infer.OnnxDeployment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is said of each kind of answer where a head and a set are brought together: a row a kind.
 */
enum AnswerKind {
  CLASSES(
      Classes.class,
      EnumSet.of(Head.Output.SOFTMAX, Head.Output.BINARY),
      Optional.of(OnnxDeployment.Answer.ONE),
      new Words("classes", "accuracy", "Set", "predict", "classifier(data.classes())")),
  NUMBERS(
      Numbers.class,
      EnumSet.of(Head.Output.NUMBERS),
      Optional.empty(),
      new Words("numbers", "R²", "NumberSet", "estimate", "regressor(data.train().numbers())")),
  TAGS(
      Tags.class,
      EnumSet.of(Head.Output.TAGS),
      Optional.of(OnnxDeployment.Answer.EACH),
      new Words(
          "tags",
          "mean average precision",
          "TagSet",
          "tag",
          "multiLabel(data.train().tags().names())")),
  MASKS(
      Masks.class,
      EnumSet.of(Head.Output.MASK),
      Optional.of(OnnxDeployment.Answer.ONE),
      new Words("masks", "mean IoU", "MaskSet", "segment", "segmenter(data.classes())"));

  private record Words(String noun, String judge, String set, String verb, String head) {}

  private final Class<? extends Answers> answers;
  private final Set<Head.Output> outputs;
  private final Optional<OnnxDeployment.Answer> probable;
  private final Words words;

  AnswerKind(
      Class<? extends Answers> answers,
      Set<Head.Output> outputs,
      Optional<OnnxDeployment.Answer> probable,
      Words words) {
    this.answers = answers;
    this.outputs = outputs;
    this.probable = probable;
    this.words = words;
  }

  static AnswerKind of(Answers answers) {
    return first(kind -> kind.answers.isInstance(answers));
  }

  static AnswerKind of(Head.Output output) {
    return first(kind -> kind.outputs.contains(output));
  }

  private static AnswerKind first(Predicate<AnswerKind> wanted) {
    return Arrays.stream(values()).filter(wanted).findFirst().orElseThrow();
  }

  /** How an exported file makes probabilities of its logits; empty where it has none to make. */
  Optional<OnnxDeployment.Answer> probable() {
    return probable;
  }

  /** In the plural, as a sentence has it. */
  String noun() {
    return words.noun();
  }

  /** The figure that its trainings are judged by, as an epoch has it; 1 at best. */
  String judge() {
    return words.judge();
  }

  /** The end of the type of its sets: {@code TagSet}, behind {@code Text} for texts. */
  String set() {
    return words.set();
  }

  /** The verb that asks for it. */
  String verb() {
    return words.verb();
  }

  /** The call that gives a model its head. */
  String graft() {
    return "replaceHead(model, Head." + words.head() + ")";
  }
}
