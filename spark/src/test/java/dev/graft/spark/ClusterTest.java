package dev.graft.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.TransferModel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two executors, each a JVM of its own, one of which is killed in the middle of a job. */
@Tag("heavy")
class ClusterTest {
  private static final int COUNT = 200;

  @TempDir Path folder;

  @Test
  @Timeout(value = 9, unit = TimeUnit.MINUTES)
  void all_rows_are_there_when_an_executor_is_killed() throws Exception {
    Path photos = Photos.write(folder.resolve("photos"), COUNT);
    TreeMap<String, float[]> plain;
    try (TransferModel model = Photos.body()) {
      model.save(folder.resolve("body"));
      plain = Photos.features(model, photos);
    }
    // a JVM has one session: not the one that other tests left
    Photos.spark().stop();
    String classes = SparkHome.make(Path.of(System.getenv("SPARK_HOME")));
    try (SparkSession spark =
        SparkSession.builder()
            .master("local-cluster[2,1,1024]")
            .config("spark.ui.enabled", "false")
            .config("spark.executor.extraClassPath", classes)
            .config("spark.plugins", GraftPlugin.class.getName())
            .config("spark.default.parallelism", "2")
            .getOrCreate()) {
      Dataset<Row> files =
          spark.read().format("binaryFile").load(photos.toString()).repartition(20);
      var featurizer =
          new GraftFeaturizer().setModel(folder.resolve("body").toString()).setBatchSize(4);
      Dataset<Row> features = featurizer.transform(files).select("path", "features", "reason");
      assertRows(plain, features.collectAsList());
      Set<String> before = sessions(spark);
      assertEquals(Set.of("0: 1", "1: 1"), before);

      CompletableFuture<List<Row>> job = CompletableFuture.supplyAsync(features::collectAsList);
      kill(spark);
      assertRows(plain, job.get());
      assertNotEquals(before, sessions(spark), "no executor was lost");
    }
  }

  private static void assertRows(TreeMap<String, float[]> plain, List<Row> rows) {
    Set<String> seen = new HashSet<>();
    for (Row row : rows) {
      String path = row.getString(0);
      String name = path.substring(path.lastIndexOf('/') + 1);
      assertTrue(seen.add(name), name + " twice");
      assertEquals(Photos.BROKEN.contains(name), !row.isNullAt(2), name);
      if (row.isNullAt(2)) {
        double[] values = ((Vector) row.get(1)).toArray();
        float[] floats = new float[values.length];
        IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) values[i]);
        assertArrayEquals(plain.get(name), floats, name);
      }
    }
    assertEquals(COUNT + Photos.BROKEN.size(), seen.size());
  }

  /** Kills the youngest executor once some tasks of the job have ended. */
  private static void kill(SparkSession spark) throws InterruptedException {
    var tracker = spark.sparkContext().statusTracker();
    while (IntStream.of(tracker.getActiveStageIds())
        .mapToObj(tracker::getStageInfo)
        .noneMatch(
            info ->
                info.isDefined()
                    && info.get().numCompletedTasks() >= 4
                    && info.get().numTasks() == 20)) {
      Thread.sleep(5);
    }
    ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrained"))
        .max((a, b) -> Long.compare(a.pid(), b.pid()))
        .orElseThrow()
        .destroyForcibly();
  }

  /** What each executor has compiled: {@code 0: 1}. */
  private static Set<String> sessions(SparkSession spark) {
    List<Integer> asked = IntStream.range(0, 12).boxed().toList();
    return new HashSet<>(
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(asked, asked.size())
            .map(
                number -> {
                  Thread.sleep(100);
                  return SparkEnv.get().executorId() + ": " + Sessions.opened();
                })
            .collect());
  }
}
