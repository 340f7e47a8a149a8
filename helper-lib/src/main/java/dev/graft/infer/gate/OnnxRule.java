package dev.graft.infer.gate;

import java.util.List;

/** Tells from one node's inputs what its outputs will be, and what they cost. */
interface OnnxRule {
  /**
   * @throws IllegalArgumentException when the node cannot be, or when only running it would tell
   */
  List<OnnxValue> outputs(OnnxCall call);
}
