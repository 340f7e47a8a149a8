package dev.graft.data;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes reviews by a grammar. Whether one is kind hangs on what its words do to each other: a
 * negation turns a judgement around, and of two judgements the one that the sentence leads to
 * counts. Every word stands as often in kind reviews as in unkind ones, so that counting words says
 * next to nothing.
 */
final class Reviewer {
  static final List<String> CLASSES = List.of("negative", "positive");

  private static final List<String> THINGS =
      List.of(
          "film",
          "plot",
          "story",
          "ending",
          "script",
          "acting",
          "music",
          "cast",
          "dialogue",
          "opening",
          "second half",
          "photography");
  private static final List<String> GOOD =
      List.of(
          "moving",
          "funny",
          "clever",
          "beautiful",
          "gripping",
          "fresh",
          "warm",
          "brilliant",
          "charming",
          "convincing",
          "thrilling",
          "delightful",
          "elegant",
          "wonderful",
          "sharp",
          "memorable");
  private static final List<String> BAD =
      List.of(
          "boring",
          "dull",
          "clumsy",
          "ugly",
          "tedious",
          "stale",
          "cold",
          "stupid",
          "annoying",
          "implausible",
          "lifeless",
          "dreadful",
          "crude",
          "awful",
          "flat",
          "forgettable");
  private static final List<String> TURNING =
      List.of("is not %s", "is never %s", "is anything but %s", "is far from %s", "is hardly %s");
  private static final List<String> PLAIN =
      List.of("is %s", "is really %s", "is simply %s", "feels %s", "turns out %s");
  private static final List<String> LEADING =
      List.of(
          "%s, but %s",
          "although %s, %s",
          "even if %s, %s",
          "%s, and yet %s",
          "people say that %s, though in truth %s");
  private static final List<String> BEGINNING =
      List.of("", "", "i must say ", "to be honest, ", "well, ", "in the end ");

  private final RandomGenerator random;

  Reviewer(RandomGenerator random) {
    this.random = random;
  }

  /** Writes a review that is kind, or one that is not. */
  String review(boolean kind) {
    String main = judgement(kind);
    String whole =
        random.nextInt(5) < 3 ? String.format(one(LEADING), judgement(!kind), main) : main;
    return one(BEGINNING) + whole + (random.nextInt(3) == 0 ? " !" : " .");
  }

  private String judgement(boolean kind) {
    boolean turned = random.nextBoolean();
    String word = one(kind == turned ? BAD : GOOD);
    return "the " + one(THINGS) + " " + String.format(one(turned ? TURNING : PLAIN), word);
  }

  private String one(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  /** Writes as many of both kinds, in turn. */
  static TextSet reviews(int count, long seed) {
    List<String> texts = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 2;
      texts.add(new Reviewer(Randomness.of(seed, "review", i)).review(label == 1));
      labels.add(CLASSES.get(label));
    }
    return TextSet.of(texts, labels);
  }
}
