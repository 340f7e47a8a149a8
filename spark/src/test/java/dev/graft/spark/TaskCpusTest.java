package dev.graft.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.TransferModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of two cores each: a session of their own. */
class TaskCpusTest {
  private static final int COUNT = 9;

  @TempDir private Path folder;
  private SparkSession spark;

  @BeforeEach
  void begin() {
    var before = SparkSession.getDefaultSession();
    if (before.isDefined()) {
      before.get().stop();
    }
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.task.cpus", "2")
            .getOrCreate();
    Sessions.close();
  }

  @AfterEach
  void end() {
    spark.stop();
    Sessions.close();
  }

  /** A batch is computed by several threads, and its bits are those of one. */
  @Test
  void bits_are_the_same_where_a_task_has_two_cores() throws IOException {
    Path photos = Photos.write(folder.resolve("photos"), COUNT);
    TreeMap<String, float[]> plain;
    try (TransferModel model = Photos.body()) {
      model.save(folder.resolve("body"));
      plain = Photos.features(model, photos);
    }
    List<Integer> cpus =
        spark
            .range(2)
            .mapPartitions(
                (MapPartitionsFunction<Long, Integer>)
                    rows -> List.of(TaskContext.get().cpus()).iterator(),
                Encoders.INT())
            .collectAsList();
    assertEquals(2, cpus.get(0));
    Dataset<Row> files =
        spark.read().format("binaryFile").load(photos.toString()).select("path", "content");
    Dataset<Row> rows =
        new GraftFeaturizer().setModel(folder.resolve("body").toString()).transform(files);
    for (Row row : rows.where("reason is null").collectAsList()) {
      String path = row.getString(0);
      double[] values = ((Vector) row.getAs("features")).toArray();
      float[] expected = plain.remove(path.substring(path.lastIndexOf('/') + 1));
      for (int i = 0; i < values.length; i++) {
        assertEquals(expected[i], values[i], path);
      }
    }
    assertEquals(0, plain.size());
  }
}
