package dev.graft.evaluate;

import dev.graft.weights.Excerpt;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a frozen network makes of images: one row of numbers an image, next to its class. Immutable;
 * arrays are copied on their way in and out.
 *
 * @param classes names
 * @param ids names of the images (N)
 * @param labels true class of each image (N), 0…C−1
 * @param values features (N, width)
 */
public record Features(List<String> classes, List<String> ids, int[] labels, float[][] values) {

  /**
   * Checks and copies the rows.
   *
   * @throws IllegalArgumentException if the sizes disagree or a label is no class
   */
  public Features {
    classes = List.copyOf(classes);
    ids = List.copyOf(ids);
    labels = labels.clone();
    values = copy(values);
    Rows.check(classes, ids, labels, values.length, "features");
    for (int i = 1; i < values.length; i++) {
      if (values[i].length != values[0].length) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%d features for image \"%s\", expected %d as for \"%s\"",
                values[i].length,
                ids.get(i),
                values[0].length,
                ids.get(0)));
      }
    }
  }

  @Override
  public int[] labels() {
    return labels.clone();
  }

  @Override
  public float[][] values() {
    return copy(values);
  }

  /**
   * Counts the images.
   *
   * @return N, 0 or more
   */
  public int size() {
    return values.length;
  }

  /**
   * Counts the features of an image.
   *
   * @return length of a row, 0 where there is no image
   */
  public int width() {
    return values.length == 0 ? 0 : values[0].length;
  }

  /**
   * Lays the features out as a table.
   *
   * @return one row an image: {@code image}, {@code class}, then {@code f0}, {@code f1}, …
   */
  public Table toTable() {
    StringColumn names = StringColumn.create("class");
    Arrays.stream(labels).forEach(label -> names.append(classes.get(label)));
    Table table = Table.create("features", StringColumn.create("image", ids), names);
    for (int f = 0; f < width(); f++) {
      float[] column = new float[values.length];
      for (int i = 0; i < column.length; i++) {
        column[i] = values[i][f];
      }
      table.addColumns(FloatColumn.create("f" + f, column));
    }
    return table;
  }

  /**
   * Projects the features onto their first two principal components.
   *
   * @return one point an image
   * @throws IllegalStateException if there are fewer than two images
   */
  public Plane plane() {
    if (size() < 2) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%d image spans no plane; two or more are needed", size()));
    }
    return PrincipalComponents.plane(values);
  }

  /**
   * Keeps of each image its point in the plane alone, to measure what a picture of it can tell:
   * {@code features.inPlane().neighbourAgreement()}.
   *
   * @return the same images with two features each, those of {@link #plane}
   * @throws IllegalStateException if there are fewer than two images
   */
  public Features inPlane() {
    Plane plane = plane();
    double[] x = plane.x();
    double[] y = plane.y();
    float[][] points = new float[size()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new float[] {(float) x[i], (float) y[i]};
    }
    return new Features(classes, ids, labels, points);
  }

  /**
   * Computes the share of images whose nearest neighbour among the others, by Euclidean distance of
   * their features, is of their class: how well the classes lie apart before anything is trained.
   *
   * @return 0…1; scikit-learn's leave-one-out score of a 1-nearest-neighbour classifier
   * @throws IllegalStateException if there are fewer than two images
   */
  public double neighbourAgreement() {
    if (size() < 2) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%d image has no neighbour; two or more are needed", size()));
    }
    long same = IntStream.range(0, size()).filter(i -> labels[nearest(i)] == labels[i]).count();
    return (double) same / size();
  }

  private int nearest(int image) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int other = 0; other < size(); other++) {
      double distance = squaredDistance(values[image], values[other]);
      if (other != image && (nearest < 0 || distance < least)) {
        nearest = other;
        least = distance;
      }
    }
    return nearest;
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "features of %d images, %d each; classes: %s",
        size(),
        width(),
        Excerpt.listed(classes));
  }

  private static float[][] copy(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }
}
