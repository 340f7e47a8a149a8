package dev.graft.infer.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that is known of ONNX's operators; one that is not in here is not run. */
final class OnnxRules {
  static final Map<String, OnnxRule> ALL = all();

  private OnnxRules() {}

  private static Map<String, OnnxRule> all() {
    Map<String, OnnxRule> all = new HashMap<>();
    for (Map<String, OnnxRule> some :
        List.of(
            OnnxElementwise.RULES,
            OnnxPairs.RULES,
            OnnxShaping.RULES,
            OnnxMoving.RULES,
            OnnxPicking.RULES,
            OnnxWindows.RULES,
            OnnxProducts.RULES,
            OnnxReductions.RULES)) {
      all.putAll(some);
    }
    return Map.copyOf(all);
  }
}
