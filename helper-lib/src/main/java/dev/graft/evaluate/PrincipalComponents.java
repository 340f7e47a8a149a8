package dev.graft.evaluate;

import static dev.graft.evaluate.Vectors.add;
import static dev.graft.evaluate.Vectors.dot;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Block power iteration with Rayleigh-Ritz (Halko, Martinsson, Tropp 2011, section 4.5). It never
 * forms the covariance: 1280² numbers, and minutes to decompose, where two directions are wanted.
 */
final class PrincipalComponents {
  private static final int BLOCK = 8;
  private static final int MOST_ROUNDS = 300;
  private static final double TOLERANCE = 1e-13;

  private final double[][] rows;
  private final int width;
  private double[][] basis;
  private double[][] projected;
  private double[] variances = {0, 0};

  private PrincipalComponents(float[][] values) {
    this.rows = centered(values);
    this.width = values[0].length;
    Random random = new Random(1);
    this.basis = new double[Math.min(BLOCK, Math.min(width, rows.length))][width];
    for (double[] direction : basis) {
      for (int i = 0; i < width; i++) {
        direction[i] = random.nextGaussian();
      }
    }
  }

  static Plane plane(float[][] values) {
    PrincipalComponents components = new PrincipalComponents(values);
    components.iterate();
    return components.plane();
  }

  private void iterate() {
    double change = 1;
    for (int round = 0; round < MOST_ROUNDS && change > TOLERANCE; round++) {
      orthonormalize();
      project();
      double[] before = variances;
      ritz();
      change = 0;
      for (int i = 0; i < Math.min(2, variances.length); i++) {
        change += Math.abs(variances[i] - before[i]) / Math.max(variances[0], 1e-300);
      }
      if (change > TOLERANCE) {
        multiplyBack();
      }
    }
  }

  /** Modified Gram-Schmidt; a direction that vanishes stays zero. */
  private void orthonormalize() {
    for (int i = 0; i < basis.length; i++) {
      double length = Math.sqrt(dot(basis[i], basis[i]));
      for (int j = 0; j < i; j++) {
        add(basis[i], -dot(basis[i], basis[j]), basis[j]);
      }
      double rest = Math.sqrt(dot(basis[i], basis[i]));
      double scale = rest > 1e-12 * length ? 1 / rest : 0;
      for (int k = 0; k < width; k++) {
        basis[i][k] *= scale;
      }
    }
  }

  private void project() {
    projected = new double[basis.length][rows.length];
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < basis.length; i++) {
        projected[i][r] = dot(rows[r], basis[i]);
      }
    }
  }

  private void ritz() {
    RealMatrix gram = new Array2DRowRealMatrix(basis.length, basis.length);
    for (int i = 0; i < basis.length; i++) {
      for (int j = 0; j < basis.length; j++) {
        gram.setEntry(i, j, dot(projected[i], projected[j]));
      }
    }
    EigenDecomposition eigen = new EigenDecomposition(gram);
    variances = eigen.getRealEigenvalues();
    double[][] turn = eigen.getVT().getData();
    basis = combine(turn, basis);
    projected = combine(turn, projected);
  }

  private void multiplyBack() {
    basis = combine(projected, rows);
  }

  private Plane plane() {
    double total = 0;
    for (double[] row : rows) {
      total += dot(row, row);
    }
    double[][] points = new double[2][rows.length];
    double[] shares = new double[2];
    for (int i = 0; i < Math.min(2, basis.length); i++) {
      double sign = sign(basis[i]);
      for (int r = 0; r < rows.length; r++) {
        points[i][r] = sign * projected[i][r];
      }
      shares[i] = total == 0 ? 0 : Math.max(0, variances[i]) / total;
    }
    return new Plane(points[0], points[1], shares[0], shares[1]);
  }

  /** The largest loading is positive, as in scikit-learn. */
  private static double sign(double[] direction) {
    double largest = 0;
    for (double loading : direction) {
      largest = Math.abs(loading) > Math.abs(largest) ? loading : largest;
    }
    return largest < 0 ? -1 : 1;
  }

  private static double[][] combine(double[][] weights, double[][] vectors) {
    double[][] sums = new double[weights.length][vectors[0].length];
    for (int j = 0; j < vectors.length; j++) {
      for (int i = 0; i < weights.length; i++) {
        add(sums[i], weights[i][j], vectors[j]);
      }
    }
    return sums;
  }

  private static double[][] centered(float[][] values) {
    double[] mean = new double[values[0].length];
    for (float[] row : values) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / (double) values.length;
      }
    }
    double[][] rows = new double[values.length][mean.length];
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < mean.length; i++) {
        rows[r][i] = values[r][i] - mean[i];
      }
    }
    return rows;
  }
}
