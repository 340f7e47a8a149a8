package dev.graft.onnx.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells from one node's inputs what its outputs will be, and what they cost. */
interface OnnxRule {
  /**
   * @throws IllegalArgumentException when the node cannot be, or when only running it would tell
   */
  List<OnnxValue> outputs(OnnxCall call);

  /** All that is known; an operator that is not in here is not run. */
  Map<String, OnnxRule> ALL = all();

  private static Map<String, OnnxRule> all() {
    Map<String, OnnxRule> all = new HashMap<>();
    for (Map<String, OnnxRule> some :
        List.of(
            OnnxElementwise.RULES,
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
