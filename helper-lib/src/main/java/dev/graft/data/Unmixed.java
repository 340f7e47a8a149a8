package dev.graft.data;

import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Leaves every image as it is. */
record Unmixed() implements Mixing {

  @Override
  public Mixed mix(FloatBuffer pixels, int count, Shape shape, RandomGenerator random) {
    return new Mixed(1);
  }
}
