package dev.graft.evaluate;

import static dev.graft.evaluate.Vectors.add;
import static dev.graft.evaluate.Vectors.dot;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Finds the least value of a smooth convex function (Liu and Nocedal 1989, "On the limited memory
 * BFGS method for large scale optimization").
 */
final class Lbfgs {
  private static final int MEMORY = 20;
  private static final int MOST_STEPS = 2000;
  static final double TOLERANCE = 1e-6;

  /** Of a value; differences below this share are noise. */
  private static final double ROUNDING = 1e-12;

  interface Objective {
    /** Gives the value at a point and writes its gradient. */
    double value(double[] at, double[] gradient);
  }

  private record Pair(double[] step, double[] change, double product) {}

  private final Objective objective;
  private final Deque<Pair> pairs = new ArrayDeque<>();
  private double[] at;
  private double[] gradient;
  private double value;

  private Lbfgs(Objective objective, double[] start) {
    this.objective = objective;
    this.at = start.clone();
    this.gradient = new double[start.length];
    this.value = objective.value(at, gradient);
  }

  static double[] minimize(Objective objective, double[] start) {
    return minimize(objective, start, TOLERANCE);
  }

  /** Ends where no slope is steeper than the tolerance. */
  static double[] minimize(Objective objective, double[] start, double tolerance) {
    Lbfgs search = new Lbfgs(objective, start);
    int steps = 0;
    while (search.steepest() > tolerance && steps < MOST_STEPS && search.step()) {
      steps++;
    }
    return search.at;
  }

  private double steepest() {
    return Arrays.stream(gradient).map(Math::abs).max().orElse(0);
  }

  /** Halves the step until the value falls enough (Armijo); says whether it still does. */
  private boolean step() {
    double[] direction = direction();
    double slope = dot(direction, gradient);
    double length = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    double[] next = new double[at.length];
    double[] nextGradient = new double[at.length];
    for (int halving = 0; halving < 50; halving++, length /= 2) {
      for (int i = 0; i < next.length; i++) {
        next[i] = at[i] + length * direction[i];
      }
      double nextValue = objective.value(next, nextGradient);
      double enough = value + 1e-4 * length * slope + ROUNDING * Math.abs(value);
      if (nextValue <= enough) {
        remember(minus(next, at), minus(nextGradient, gradient));
        at = next;
        gradient = nextGradient;
        value = nextValue;
        return true;
      }
    }
    return false;
  }

  private void remember(double[] step, double[] change) {
    double product = dot(step, change);
    if (product > 0) {
      pairs.addFirst(new Pair(step, change, product));
      if (pairs.size() > MEMORY) {
        pairs.removeLast();
      }
    }
  }

  /** The two loops of Nocedal 1980: the gradient times the inverse curvature remembered. */
  private double[] direction() {
    double[] direction = Arrays.stream(gradient).map(g -> -g).toArray();
    Deque<Double> shares = new ArrayDeque<>();
    for (Pair pair : pairs) {
      double share = dot(pair.step, direction) / pair.product;
      shares.addFirst(share);
      add(direction, -share, pair.change);
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getFirst();
      double scale = last.product / dot(last.change, last.change);
      Arrays.setAll(direction, i -> direction[i] * scale);
    }
    Iterator<Double> known = shares.iterator();
    for (Iterator<Pair> oldest = pairs.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      add(direction, known.next() - dot(pair.change, direction) / pair.product, pair.step);
    }
    return direction;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }
}
