package dev.graft.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
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
