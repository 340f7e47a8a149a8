package dev.graft.train;

/** Refuses options by their names. */
final class Require {
  private Require() {}

  static void that(boolean right, String name, Number value, String wanted) {
    if (!right) {
      throw new IllegalArgumentException(name + " is " + value + ", must be " + wanted);
    }
  }
}
