package dev.graft.spark;

import dev.graft.data.FeatureContract;
import dev.graft.data.FeatureSet;
import dev.graft.data.FeatureWriter;
import dev.graft.weights.Excerpt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;

/**
 * What a cluster has computed, as a set on which Graft trains a head.
 *
 * <pre>{@code
 * features.write().parquet("features.parquet");
 * var set = GraftFeatures.parquet(spark, "features.parquet", Path.of("features.f32"), "path", "label");
 * }</pre>
 */
public final class GraftFeatures {
  /** Where a column of vectors says which body gave them; Parquet keeps it. */
  static final String BODY = "graft.body";

  private GraftFeatures() {}

  /**
   * Reads the column {@code features} of Parquet files that a {@link GraftFeaturizer} filled, or of
   * one that {@code ./graft features} wrote.
   *
   * @param spark session
   * @param parquet files or folder, on any file system
   * @param file as for {@link #collect}
   * @param id column that names a row, of strings
   * @param label column of classes, of strings or numbers
   * @return the set
   * @throws IOException when the file cannot be written
   */
  public static FeatureSet parquet(
      SparkSession spark, String parquet, Path file, String id, String label) throws IOException {
    return collect(spark.read().parquet(parquet), file, "features", id, label);
  }

  /**
   * Brings rows to this machine, partition by partition, into a file that the set reads when it is
   * trained on: what is in memory is one partition.
   *
   * @param rows with a column of vectors or lists of floats that say of which body they are,
   *     without nulls
   * @param file on the driver's disk, 4 bytes a feature; created or replaced
   * @param features column of vectors or lists
   * @param id column that names a row, of strings
   * @param label column of classes, of strings or numbers
   * @return the set, in the order of the ids
   * @throws IOException when the file cannot be written
   * @throws IllegalArgumentException when a row has no features or no label, or the column does not
   *     say of which body it is
   */
  public static FeatureSet collect(
      Dataset<Row> rows, Path file, String features, String id, String label) throws IOException {
    Metadata column = rows.schema().apply(features).metadata();
    String body = column.contains(BODY) ? column.getString(BODY) : "";
    if (body.isEmpty()) {
      throw new IllegalArgumentException(
          "column \"%s\" does not say of which body it is; a GraftFeaturizer without a stage fills"
                  .formatted(features)
              + " one that does");
    }
    // in an order of their own, whatever the partitions
    Iterator<Row> all =
        rows.select(
                functions.col(id).cast("string"),
                functions.col(label).cast("string"),
                functions.col(features))
            .orderBy(id)
            .toLocalIterator();
    if (!all.hasNext()) {
      throw new IllegalArgumentException("no rows; at least 1 is needed");
    }
    Row first = require(all.next(), features);
    var contract = new FeatureContract(values(first).length, body);
    try (FeatureWriter writer = FeatureWriter.to(file, contract)) {
      add(writer, first);
      while (all.hasNext()) {
        add(writer, require(all.next(), features));
      }
      return writer.set();
    }
  }

  private static Row require(Row row, String features) {
    if (row.isNullAt(2)) {
      throw new IllegalArgumentException(
          "row %s has no features; leave such rows out: rows.where(\"%s is not null\")"
              .formatted(Excerpt.quoted(row.get(0)), features));
    }
    return row;
  }

  private static void add(FeatureWriter writer, Row row) throws IOException {
    String label = row.isNullAt(1) ? "" : row.getString(1);
    writer.add(String.valueOf(row.get(0)), label, values(row));
  }

  private static float[] values(Row row) {
    if (row.get(2) instanceof Vector vector) {
      double[] wide = vector.toArray();
      float[] values = new float[wide.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) wide[i];
      }
      return values;
    }
    List<Number> list = row.getList(2);
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).floatValue();
    }
    return values;
  }
}
