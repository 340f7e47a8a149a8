package dev.graft.shift;

/** Mean and deviation of each feature. */
record Moments(double[] means, double[] deviations) {
  static Moments of(float[][] rows) {
    int width = rows[0].length;
    double[] means = new double[width];
    for (float[] row : rows) {
      for (int k = 0; k < width; k++) {
        means[k] += row[k] / (double) rows.length;
      }
    }
    double[] deviations = new double[width];
    for (float[] row : rows) {
      for (int k = 0; k < width; k++) {
        deviations[k] += (row[k] - means[k]) * (row[k] - means[k]) / rows.length;
      }
    }
    for (int k = 0; k < width; k++) {
      deviations[k] = Math.sqrt(deviations[k]);
    }
    return new Moments(means, deviations);
  }

  /** The mean squared distance from the mean: by it strengths mean the same on any network. */
  double spread() {
    double sum = 0;
    for (double deviation : deviations) {
      sum += deviation * deviation;
    }
    return sum > 0 ? sum : 1;
  }

  double meanDeviation() {
    double sum = 0;
    for (double deviation : deviations) {
      sum += deviation / deviations.length;
    }
    return sum;
  }
}
