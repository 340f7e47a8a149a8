package dev.graft.infer.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Computes what hangs on nothing but constants: one rule an operator. */
final class Folding {
  /** Computes a node of which all inputs are known. */
  @FunctionalInterface
  interface Rule {
    List<Known> fold(Step step);
  }

  private static final Map<String, Rule> RULES = new HashMap<>();

  static {
    Stream.of(FoldedElements.RULES, FoldedShapes.RULES, FoldedPlaces.RULES).forEach(RULES::putAll);
  }

  private Folding() {}

  static List<Known> fold(Step step) {
    Rule rule = RULES.get(step.op());
    if (rule == null) {
      throw new IllegalArgumentException("its inputs are constant, and no rule computes it");
    }
    for (int i = 0; i < step.inputs(); i++) {
      if (step.has(i) && step.known(i).repeated() >= 0) {
        throw new IllegalArgumentException("it reads a constant of the batch's size");
      }
    }
    return rule.fold(step);
  }
}
