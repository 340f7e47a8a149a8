package dev.graft.shift;

/**
 * A classifier of features.
 *
 * @param weights of each class (C, width)
 * @param biases of each class (C)
 */
record Linear(float[][] weights, float[] biases) {
  int classes() {
    return weights.length;
  }

  double[] logits(float[] row) {
    double[] logits = new double[weights.length];
    for (int c = 0; c < logits.length; c++) {
      logits[c] = biases[c];
      for (int k = 0; k < row.length; k++) {
        logits[c] += (double) weights[c][k] * row[k];
      }
    }
    return logits;
  }

  double[] probabilities(float[] row) {
    double[] values = logits(row);
    double most = values[answer(values)];
    double sum = 0;
    for (int c = 0; c < values.length; c++) {
      values[c] = Math.exp(values[c] - most);
      sum += values[c];
    }
    for (int c = 0; c < values.length; c++) {
      values[c] /= sum;
    }
    return values;
  }

  int answer(float[] row) {
    return answer(logits(row));
  }

  /** Of equals the first. */
  static int answer(double... values) {
    int most = 0;
    for (int c = 1; c < values.length; c++) {
      most = values[c] > values[most] ? c : most;
    }
    return most;
  }
}
