package dev.graft.data;

public enum Sampling {
  NATURAL;

  public int[] order(int[] labels, int classes, long seed, int epoch) {
    return Batches.shuffled(labels.length, seed, epoch);
  }
}
