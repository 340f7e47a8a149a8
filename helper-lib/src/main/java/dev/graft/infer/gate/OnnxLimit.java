package dev.graft.infer.gate;

import dev.graft.weights.GraftHome;
import java.util.Locale;

/**
 * How much an ONNX file of others may ask for beside its weights, where it is opened. What a
 * network keeps and computes is in proportion to its weights; a file that holds little and asks for
 * much is no network that somebody trained.
 *
 * @param mebibytes that two images may take, at least 1
 */
record OnnxLimit(long mebibytes) {
  private static final String NAME = "GRAFT_ONNX_MIB";
  private static final long USUAL = 256;
  private static final double MEBIBYTE = 1 << 20;

  /** Twelve thousand million multiply-adds of two images for 256 MiB: less than a second. */
  private static final double WORK = 48e6;

  /** What may be made of a weight by transpositions, casts, and packing. */
  private static final double COPIES = 4;

  /** Multiply-adds of two images for each byte of weights: first layers read theirs often. */
  private static final double READS = 3000;

  OnnxLimit {
    if (mebibytes < 1) {
      throw new IllegalArgumentException(
          NAME + " is " + mebibytes + ", must be a number of mebibytes, at least 1");
    }
  }

  static OnnxLimit of(GraftHome home) {
    String given = home.variable(NAME).orElse("" + USUAL);
    try {
      return new OnnxLimit(Long.parseLong(given));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          NAME + " is \"" + given + "\", must be a number of mebibytes, at least 1", e);
    }
  }

  /**
   * Demands that a model takes no more memory.
   *
   * @param images at a time
   * @param weights bytes that the file holds
   * @param memory bytes that it takes at its height, weights apart
   * @param where the node that takes most
   */
  void requireMemory(int images, double weights, double memory, String where) {
    double share = images / 2.0;
    double most = share * mebibytes * MEBIBYTE + COPIES * weights;
    if (memory > most) {
      double wanted = (memory - COPIES * weights) / share / MEBIBYTE;
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %d images would take %.0f MiB, at most %.0f MiB are given; %s",
              where,
              images,
              memory / MEBIBYTE,
              most / MEBIBYTE,
              allowed(wanted)));
    }
  }

  /**
   * Demands that a model takes no more time.
   *
   * @param images at a time
   * @param weights bytes that the file holds
   * @param work multiply-adds of a matrix product that take as long
   * @param where the node that takes longest
   */
  void requireWork(int images, double weights, double work, String where) {
    double share = images / 2.0;
    double longest = share * (mebibytes * WORK + READS * weights);
    if (work > longest) {
      double wanted = (work / share - READS * weights) / WORK;
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %d images would take %.0f million multiply-adds, at most %.0f million are"
                  + " given; %s",
              where,
              images,
              work / 1e6,
              longest / 1e6,
              allowed(wanted)));
    }
  }

  private static String allowed(double mebibytes) {
    return String.format(
        Locale.ROOT, "if you trust the file, set %s=%.0f", NAME, Math.ceil(mebibytes));
  }
}
