package dev.graft.data;

import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Leaves every image as it is. */
record Unmixed() implements Mixing {

  @Override
  public Mixed mix(
      FloatBuffer pixels, int[] labels, InputContract contract, RandomGenerator random) {
    return new Mixed(labels.clone(), labels.clone(), 1);
  }
}
