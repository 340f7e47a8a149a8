package dev.graft.data;

import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Mixes half of the batches one way and half the other. */
record EitherMixing(Mixing one, Mixing other) implements Mixing {

  @Override
  public Mixed mix(FloatBuffer pixels, int count, Shape shape, RandomGenerator random) {
    return (random.nextBoolean() ? one : other).mix(pixels, count, shape, random);
  }
}
