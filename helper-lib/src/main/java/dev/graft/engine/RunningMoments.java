package dev.graft.engine;

/**
 * Mean and variance of each channel over batches of any size, as if they were one (Chan et al.
 * 1983, "Algorithms for computing the sample variance", equation 2.1).
 */
final class RunningMoments {
  private final double[] means;
  private final double[] squares;
  private long count;

  RunningMoments(int channels) {
    this.means = new double[channels];
    this.squares = new double[channels];
  }

  /**
   * Adds a batch.
   *
   * @param more values of each channel
   * @param mean of each channel
   * @param variance of each channel, divided by the number of values
   */
  void add(long more, float[] mean, float... variance) {
    long all = count + more;
    for (int c = 0; c < means.length; c++) {
      double step = mean[c] - means[c];
      squares[c] += variance[c] * (double) more + step * step * count * more / all;
      means[c] += step * more / all;
    }
    count = all;
  }

  float[] means() {
    return floats(means, 1);
  }

  float[] variances() {
    return floats(squares, count);
  }

  private float[] floats(double[] values, long by) {
    if (count == 0) {
      throw new IllegalStateException("no batch was shown; add at least one");
    }
    float[] floats = new float[values.length];
    for (int c = 0; c < floats.length; c++) {
      floats[c] = (float) (values[c] / by);
    }
    return floats;
  }
}
