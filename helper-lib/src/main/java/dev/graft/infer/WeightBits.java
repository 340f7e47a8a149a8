package dev.graft.infer;

/**
 * Into how many bits the weights of a product go, which is multiplied with bytes. Both are signed:
 * ONNX Runtime multiplies those alone in one instruction where there is such (VNNI).
 *
 * <p>Elsewhere on x86 it sums pairs of products in 16 bits, which weights of 8 bits overflow: of
 * EfficientNet-Lite0 the output was 12.4 dB above the noise in place of 20.4 (ONNX Runtime 1.29.0
 * on a Haswell). A session of Graft's asks it to spend another instruction there. Whoever opens an
 * exported file does not know of it, so that a file has 7 bits, which fit on any processor: 17.3
 * dB. Unsigned weights of 8 bits are no way out: 1.23.2 computes them wrongly with VNNI (8.3 dB),
 * 1.29.0 at the speed of float.
 */
enum WeightBits {
  /** For a session that is opened with {@link OnnxSession#options}. */
  EIGHT(127),
  /** For a file that any runtime may open. */
  SEVEN(63);

  /** The largest whole number; the smallest is its negative. */
  final int most;

  WeightBits(int most) {
    this.most = most;
  }

  /** Chooses the step of a channel whose largest weight has this size. */
  double step(double largest) {
    return largest / most;
  }

  /** Gives the whole number nearest to a weight. */
  byte rounded(float weight, float step) {
    return (byte) Math.max(-most, Math.min(most, Math.rint(weight / (double) step)));
  }
}
