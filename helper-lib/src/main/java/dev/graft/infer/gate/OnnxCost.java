package dev.graft.infer.gate;

/** What ONNX Runtime takes for an element, in multiply-adds of a matrix product. */
final class OnnxCost {
  /**
   * A nanosecond an element, where a multiply-add of a matrix product takes the thirtieth of it.
   */
  static final double QUICK = 30;

  /** What an element costs that is only laid elsewhere. */
  static final double COPIED = 100;

  /** What a logarithm or a power costs. */
  static final double SLOW = 500;

  private OnnxCost() {}
}
