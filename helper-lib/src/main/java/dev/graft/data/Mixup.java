package dev.graft.data;

import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Lays two images over each other. */
record Mixup(double alpha) implements Mixing {

  Mixup {
    Beta.check(alpha);
  }

  @Override
  public Mixed mix(FloatBuffer pixels, int count, Shape shape, RandomGenerator random) {
    return blend(pixels, count, shape, Beta.draw(alpha, random));
  }

  static Mixed blend(FloatBuffer pixels, int count, Shape shape, double share) {
    float ours = (float) share;
    float theirs = (float) (1 - share);
    double own =
        Partners.mix(
            pixels,
            count,
            shape,
            share,
            (image, partner) -> {
              for (int i = 0; i < image.length; i++) {
                image[i] = ours * image[i] + theirs * partner[i];
              }
            });
    return new Mixed(own);
  }
}
