package dev.graft.data;

import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Lays two images over each other. */
record Mixup(double alpha) implements Mixing {

  Mixup {
    Beta.check(alpha);
  }

  @Override
  public Mixed mix(
      FloatBuffer pixels, int[] labels, InputContract contract, RandomGenerator random) {
    return blend(pixels, labels, contract, Beta.draw(alpha, random));
  }

  static Mixed blend(FloatBuffer pixels, int[] labels, InputContract contract, double share) {
    float ours = (float) share;
    float theirs = (float) (1 - share);
    int[] partners =
        Partners.mix(
            pixels,
            labels,
            contract,
            (image, partner) -> {
              for (int i = 0; i < image.length; i++) {
                image[i] = ours * image[i] + theirs * partner[i];
              }
            });
    return new Mixed(labels.clone(), partners, Partners.share(labels, share));
  }
}
