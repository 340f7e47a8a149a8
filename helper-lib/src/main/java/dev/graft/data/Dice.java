package dev.graft.data;

import java.util.random.RandomGenerator;

/** Rolls what a drawing leaves to chance. */
record Dice(RandomGenerator random) {

  double range(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  /** A whole number, both ends among them. */
  int count(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  /** An angle of the whole circle. */
  double turn() {
    return range(0, 2 * Math.PI);
  }
}
