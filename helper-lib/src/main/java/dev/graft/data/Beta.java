package dev.graft.data;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.AbstractRandomGenerator;

/** Draws from Beta(α, α) with our own generator (Cheng 1978, as Commons Math has it). */
final class Beta {
  private Beta() {}

  static double draw(double alpha, RandomGenerator random) {
    return new BetaDistribution(new Adapter(random), alpha, alpha).sample();
  }

  static void check(double alpha) {
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("alpha is " + alpha + ", must be above 0 and finite");
    }
  }

  private static final class Adapter extends AbstractRandomGenerator {
    private final RandomGenerator random;

    Adapter(RandomGenerator random) {
      this.random = random;
    }

    @Override
    public void setSeed(long seed) {
      throw new UnsupportedOperationException("seeded where it was made");
    }

    @Override
    public double nextDouble() {
      return random.nextDouble();
    }
  }
}
