package dev.graft.data;

import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Mixes half of the batches one way and half the other. */
record EitherMixing(Mixing one, Mixing other) implements Mixing {

  @Override
  public Mixed mix(
      FloatBuffer pixels, int[] labels, InputContract contract, RandomGenerator random) {
    return (random.nextBoolean() ? one : other).mix(pixels, labels, contract, random);
  }
}
