package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class FeaturesTest {
  private static final float[][] VALUES = {
    {1, 2, 0, 1}, {2, 1, 0, 3}, {8, 7, 1, 0}, {9, 9, 0, 2}, {4, 5, 6, 1}, {5, 4, 7, 2}
  };
  private final Features features = of(VALUES);

  /** Recorded from scikit-learn 1.9.1: {@code PCA(2, svd_solver="full").fit_transform(VALUES)}. */
  @Test
  void planeEqualsScikitLearn() {
    Plane plane = features.plane();
    assertArrayEquals(
        new double[] {
          -4.524850801089783,
          -4.649290320513326,
          4.035014589399565,
          5.97759743980903,
          -0.3906830327766484,
          -0.4477878748288389
        },
        plane.x(),
        1e-6);
    assertArrayEquals(
        new double[] {
          -2.379596106046744,
          -2.431966669675133,
          -1.2480880484707515,
          -2.2620657465740655,
          3.6756818966052176,
          4.64603467416148
        },
        plane.y(),
        1e-6);
    assertEquals(0.6093957184423477, plane.xShare(), 1e-9);
    assertEquals(0.3441798730801612, plane.yShare(), 1e-9);
    assertEquals("6 points; x holds 60.9 % of the variance, y 34.4 %", plane.toString());
  }

  @Test
  void planeOfOneDirectionLeavesYEmpty() {
    Plane plane = of(new float[][] {{1, 1}, {2, 2}, {3, 3}}).plane();
    assertArrayEquals(new double[] {-Math.sqrt(2), 0, Math.sqrt(2)}, plane.x(), 1e-9);
    assertArrayEquals(new double[3], plane.y(), 1e-9);
  }

  @Test
  void planeOfEqualImagesIsOnePoint() {
    Plane plane = of(new float[][] {{1, 1, 4}, {1, 1, 4}}).plane();
    assertArrayEquals(new double[2], plane.x());
    assertEquals(0, plane.xShare());
  }

  /** By hand: 0 and 1 lie together, so do 2 and 3; ant, bee, ant, bee take turns. */
  @Test
  void neighboursAgreeWhereClassesLieTogether() {
    assertEquals(0, of(new float[][] {{0, 0}, {1, 0}, {8, 8}, {9, 8}}).neighbourAgreement());
    assertEquals(1, of(new float[][] {{0, 0}, {8, 8}, {1, 0}, {9, 8}}).neighbourAgreement());
    assertEquals(0.5, of(new float[][] {{0, 0}, {5, 0}, {1, 0}, {1.5f, 0}}).neighbourAgreement());
  }

  /** Of two at the same distance the first is the nearest: bee 1 of ant 0, not ant 2. */
  @Test
  void ofEquallyNearImagesTheFirstCounts() {
    assertEquals(1 / 3.0, of(new float[][] {{0}, {1}, {-1}}).neighbourAgreement(), 1e-12);
    assertEquals(0, of(new float[][] {{0}, {1}}).neighbourAgreement(), "two are enough");
  }

  /** Beside each ant lies a bee, told from it by a third direction that no picture shows. */
  @Test
  void inThePlaneNeighboursAgreeLess() {
    float[][] values = new float[18][];
    for (int i = 0; i < values.length; i++) {
      int pair = i / 2;
      boolean bee = i % 2 == 1;
      values[i] = new float[] {3 * pair + (bee ? 0.5f : 0), 4 * (pair % 3), bee ? 2.7f : -2.7f};
    }
    Features whole = of(values);
    assertEquals(1, whole.neighbourAgreement());
    assertEquals(0, whole.inPlane().neighbourAgreement());
    assertEquals(2, whole.inPlane().width());
    assertEquals((float) whole.plane().y()[7], whole.inPlane().values()[7][1]);
    assertEquals(whole.ids(), whole.inPlane().ids());
  }

  /** The same by all eigenvectors of the covariance, on data of many directions. */
  @Test
  void planeOfManyDirectionsEqualsAFullDecomposition() {
    int images = 60;
    int width = 40;
    float[][] values = new float[images][width];
    var random = new java.util.Random(3);
    for (int i = 0; i < images; i++) {
      for (int k = 0; k < width; k++) {
        values[i][k] = (float) (random.nextGaussian() * Math.pow(0.97, k) + 5);
      }
    }
    double[][] covariance = new double[width][width];
    double[] mean = new double[width];
    double total = 0;
    for (int k = 0; k < width; k++) {
      for (float[] row : values) {
        mean[k] += (double) row[k] / images;
      }
    }
    for (float[] row : values) {
      for (int a = 0; a < width; a++) {
        for (int b = 0; b < width; b++) {
          covariance[a][b] += (row[a] - mean[a]) * (row[b] - mean[b]);
        }
        total += (row[a] - mean[a]) * (row[a] - mean[a]);
      }
    }
    var eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance));
    Plane plane = of(values).plane();
    assertEquals(eigen.getRealEigenvalue(0) / total, plane.xShare(), 1e-9);
    assertEquals(eigen.getRealEigenvalue(1) / total, plane.yShare(), 1e-9);
    double[][] found = {plane.x(), plane.y()};
    for (int axis = 0; axis < 2; axis++) {
      double[] direction = eigen.getEigenvector(axis).toArray();
      double largest = 0;
      for (double loading : direction) {
        largest = Math.abs(loading) > Math.abs(largest) ? loading : largest;
      }
      for (int i = 0; i < images; i++) {
        double expected = 0;
        for (int k = 0; k < width; k++) {
          expected += Math.signum(largest) * direction[k] * (values[i][k] - mean[k]);
        }
        assertEquals(expected, found[axis][i], 1e-4);
      }
    }
  }

  @Test
  void tableHasOneColumnAFeature() {
    Table table = features.toTable();
    assertEquals(List.of("image", "class", "f0", "f1", "f2", "f3"), table.columnNames());
    assertEquals("bee", table.stringColumn("class").get(1));
    assertEquals(7f, table.floatColumn("f2").get(5));
    assertEquals("features of 6 images, 4 each; classes: ant, bee", features.toString());
  }

  @Test
  void arraysAreCopiedInAndOut() {
    features.values()[0][0] = 99;
    features.labels()[0] = 99;
    assertEquals(1f, features.values()[0][0]);
    assertEquals(0, features.labels()[0]);
  }

  @Test
  void messagesNameWhatIsWrong() {
    assertEquals(
        "2 features for image \"1\", expected 3 as for \"0\"",
        assertThrows(IllegalArgumentException.class, () -> of(new float[][] {{1, 2, 3}, {1, 2}}))
            .getMessage());
    assertEquals(
        "2 ids, 1 labels and 1 rows of features; each image needs one of each",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Features(List.of("ant"), List.of("0", "1"), new int[1], new float[1][1]))
            .getMessage());
    Features one = of(new float[][] {{1}});
    assertEquals(
        "1 image spans no plane; two or more are needed",
        assertThrows(IllegalStateException.class, one::plane).getMessage());
    assertEquals(
        "1 image has no neighbour; two or more are needed",
        assertThrows(IllegalStateException.class, one::neighbourAgreement).getMessage());
  }

  private static Features of(float[][] values) {
    int[] labels = IntStream.range(0, values.length).map(i -> i % 2).toArray();
    List<String> ids = IntStream.range(0, values.length).mapToObj(Integer::toString).toList();
    return new Features(List.of("ant", "bee"), ids, labels, values);
  }
}
