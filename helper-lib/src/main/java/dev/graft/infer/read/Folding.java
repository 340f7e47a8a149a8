package dev.graft.infer.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Computes what hangs on nothing but constants: one rule an operator. */
final class Folding {
  private static final Map<String, FoldingRule> RULES = new HashMap<>();

  static {
    Stream.of(
            FoldedElements.RULES,
            FoldedShapes.RULES,
            FoldedPlaces.RULES,
            FoldedPicks.RULES,
            FoldedProducts.RULES)
        .forEach(RULES::putAll);
  }

  private Folding() {}

  /** Whether constants of an operator are computed; if not, they are drawn as layers too. */
  static boolean computes(String operator) {
    return RULES.containsKey(operator);
  }

  static List<Known> fold(Step step) {
    FoldingRule rule = RULES.get(step.op());
    boolean repeated = false;
    for (int i = 0; i < step.inputs(); i++) {
      repeated |= step.has(i) && step.known(i).repeated() >= 0;
    }
    if (!repeated || step.op().equals("Shape") || step.op().equals("Size")) {
      return rule.fold(step);
    }
    if (step.op().equals("Transpose")) {
      return List.of(turned(step, rule));
    }
    // one value stands for the batch: computed once, it stands for it again
    return rule.fold(step.once()).stream()
        .map(known -> known.rank() > 0 && known.dims()[0] == 1 ? known.repeated(0) : known)
        .toList();
  }

  /** What stands for the batch does so in another axis. */
  private static Known turned(Step step, FoldingRule rule) {
    Known in = step.known(0);
    int[] order = FoldedPlaces.order(step, in);
    long[] one = in.dims().clone();
    one[in.repeated()] = 1;
    Known turned = rule.fold(step.with(value -> in.reshaped(one))).get(0);
    int axis = 0;
    while (order[axis] != in.repeated()) {
      axis++;
    }
    return turned.repeated(axis);
  }
}
