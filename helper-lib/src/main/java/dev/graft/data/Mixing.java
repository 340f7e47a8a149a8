package dev.graft.data;

public record Mixing(double alpha) {
  public record Mixed(int[] labels, int[] partners, double share) {}

  public static Mixing none() {
    return new Mixing(0);
  }

  public static Mixing mixup(double a) {
    return new Mixing(a);
  }
}
