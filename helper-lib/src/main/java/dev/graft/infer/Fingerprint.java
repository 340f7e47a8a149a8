package dev.graft.infer;

import dev.graft.graph.Opaque;
import dev.graft.weights.Tensor;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The SHA-256 of a model as a tensor, by which its bytes and the weights know each other. */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * Hashes a model.
   *
   * @param model its bytes
   * @return 32 values of 0…255
   */
  public static Tensor of(byte[] model) {
    byte[] hash;
    try {
      hash = MessageDigest.getInstance("SHA-256").digest(model);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    float[] values = new float[hash.length];
    for (int i = 0; i < hash.length; i++) {
      values[i] = hash[i] & 0xff;
    }
    return Tensor.of(Opaque.FINGERPRINT.shape(), values);
  }

  static void require(byte[] model, Tensor expected) {
    if (!Arrays.equals(of(model).toArray(), expected.toArray())) {
      throw new IllegalArgumentException(
          "onnx model is not the one that these weights were trained on: its sha256 differs");
    }
  }
}
