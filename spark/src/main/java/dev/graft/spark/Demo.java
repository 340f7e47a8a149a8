package dev.graft.spark;

import com.sun.management.OperatingSystemMXBean;
import dev.graft.Backbone;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.Unlabelled;
import dev.graft.engine.Bodies;
import dev.graft.infer.Body;
import dev.graft.progress.JavaLogging;
import dev.graft.train.Outputs;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * {@code ./graft spark-demo [ROWS]}: features of photos by two executors and by plain Graft, in the
 * same run: rows, broken rows, sessions a JVM, images a second and core, and whether bits agree.
 */
public final class Demo {
  private static final int ROWS = 400;

  /** Images that both sides compute before the clock starts. */
  private static final int WARM = 1200;

  private static final String MASTER = "local-cluster[2,1,1024]";

  private final PrintStream out = System.out;
  private final Path photos;

  private Demo(Path photos) {
    this.photos = photos;
  }

  /**
   * Runs it.
   *
   * @param arguments how many photos; 400 unless said. With {@code GRAFT_DATA} they are those of
   *     {@code ants_bees}, again and again, else drawn ones
   * @throws IOException when the photos cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    JavaLogging.bind();
    int rows = arguments.length == 0 ? ROWS : Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("graft-spark-demo");
    try {
      write(folder, rows);
      new Demo(folder).run();
    } finally {
      delete(folder);
    }
  }

  private static void write(Path folder, int rows) throws IOException {
    List<Path> files = real();
    ImageSet drawn = files.isEmpty() ? Samples.garden(10, 1).train() : null;
    for (int i = 0; i < rows; i++) {
      Path target = folder.resolve(String.format(Locale.ROOT, "%06d.jpg", i));
      if (drawn == null) {
        Files.copy(files.get(i % files.size()), target);
      } else {
        ImageIO.write(drawn.image(i % drawn.size()), "jpg", target.toFile());
      }
    }
    byte[] whole = Files.readAllBytes(folder.resolve("000000.jpg"));
    Files.write(folder.resolve("broken-cut.jpg"), Arrays.copyOf(whole, whole.length / 3));
    Files.write(folder.resolve("broken-short.jpg"), Arrays.copyOf(whole, 1));
    Files.writeString(
        folder.resolve("broken-page.jpg"), "<html>404</html>", StandardCharsets.UTF_8);
  }

  private static List<Path> real() throws IOException {
    String data = Optional.ofNullable(System.getenv("GRAFT_DATA")).orElse("");
    Path folder = Path.of(data).resolve("ants_bees");
    if (data.isEmpty() || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      return inside.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
  }

  private void run() throws IOException {
    Path home = Path.of(Optional.ofNullable(System.getenv("SPARK_HOME")).orElse("spark-home"));
    String classes = SparkHome.make(home);
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.load();
        SparkSession spark = session(classes)) {
      Map<String, float[]> plain = plain(model);
      Map<String, float[]> computed = cluster(spark);
      long same =
          plain.entrySet().stream()
              .filter(one -> Arrays.equals(one.getValue(), computed.get(one.getKey())))
              .count();
      out.printf(
          Locale.ROOT,
          "bit for bit    %d of %d rows as plain Graft has them%n",
          same,
          plain.size());
      if (same != plain.size()) {
        throw new IllegalStateException("features of the cluster are not those of one machine");
      }
    }
  }

  private static SparkSession session(String classes) {
    return SparkSession.builder()
        .master(MASTER)
        .appName("graft spark-demo")
        .config("spark.ui.enabled", "false")
        .config("spark.executor.extraClassPath", classes)
        .config("spark.plugins", GraftPlugin.class.getName())
        .config("spark.sql.files.openCostInBytes", "1048576")
        .getOrCreate();
  }

  /** Passes until a JVM is warm: its compilers are done with what decodes and moves rows. */
  private static int passes(long rows) {
    return (int) Math.max(1, WARM / rows);
  }

  /** All cores of this machine, decoding ahead, nothing cached. */
  private Map<String, float[]> plain(TransferModel model) {
    ImageSet images = Unlabelled.of(photos);
    var graph = model.graph().until("pool");
    try (Body body = Bodies.of(graph, model.weights(), model.engine())) {
      var inputs = images.inputs(model.contract());
      for (int pass = 0; pass < passes(images.size()); pass++) {
        Outputs.of("plain Graft, warming up", body, inputs);
      }
      long worked = worked();
      long start = System.nanoTime();
      float[][] rows = Outputs.of("plain Graft", body, inputs);
      said("plain Graft", rows.length, System.nanoTime() - start, worked() - worked);
      Map<String, float[]> all = new HashMap<>();
      IntStream.range(0, rows.length).forEach(i -> all.put(images.id(i), rows[i]));
      return all;
    }
  }

  /** On a machine that others use too, seconds of a core say more than those of the clock. */
  private void said(String who, long rows, long took, long worked) {
    double seconds = took / 1e9;
    out.printf(
        Locale.ROOT,
        "%-14s %d images in %.1f s: %.1f images/s; %.1f s of cores: %.1f images/s and core%n",
        who,
        rows,
        seconds,
        rows / seconds,
        worked / 1e9,
        rows * 1e9 / worked);
  }

  /** Tells what this process has computed so far, on all its threads: nanoseconds. */
  private static long worked() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private Map<String, float[]> cluster(SparkSession spark) {
    Dataset<Row> files =
        spark.read().format("binaryFile").load(photos.toString()).select("path", "content");
    var featurizer = new GraftFeaturizer().setOutputCol("features");
    Dataset<Row> features = featurizer.transform(files).select("path", "features", "reason");
    long rows = files.count();
    for (int pass = 0; pass < passes(rows); pass++) {
      features.write().format("noop").mode("overwrite").save();
    }
    long worked = workedBy(executors(spark));
    long start = System.nanoTime();
    features.write().format("noop").mode("overwrite").save();
    long end = System.nanoTime();
    said("Spark", rows, end - start, workedBy(executors(spark)) - worked);
    Dataset<Row> kept = features.cache();
    out.printf(
        Locale.ROOT,
        "rows           %d, of which broken %d%n",
        kept.count(),
        kept.where("reason is not null").count());
    for (Row broken : kept.where("reason is not null").orderBy("path").collectAsList()) {
      out.printf("  %s: %s%n", name(broken), broken.getString(2));
    }
    executors(spark)
        .forEach(
            (id, executor) ->
                out.println(
                    "session        executor " + id + ", models compiled: " + executor.opened));
    Map<String, float[]> all = new HashMap<>();
    for (Row row : kept.where("reason is null").collectAsList()) {
      double[] values = ((Vector) row.get(1)).toArray();
      float[] floats = new float[values.length];
      IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) values[i]);
      all.put(name(row), floats);
    }
    return all;
  }

  private static String name(Row row) {
    String path = row.getString(0);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private record Executor(String id, int opened, long worked) implements Serializable {}

  private static long workedBy(Map<String, Executor> executors) {
    return executors.values().stream().mapToLong(Executor::worked).sum();
  }

  /** Asks each executor what it compiled and how much it computed. */
  private static Map<String, Executor> executors(SparkSession spark) {
    List<Integer> asked = IntStream.range(0, 16).boxed().toList();
    Map<String, Executor> all = new TreeMap<>();
    JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(asked, asked.size())
        .map(
            number -> {
              Thread.sleep(50);
              return new Executor(SparkEnv.get().executorId(), Sessions.opened(), worked());
            })
        .collect()
        .forEach(one -> all.merge(one.id, one, (a, b) -> a.worked > b.worked ? a : b));
    return all;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> inside = Files.walk(folder)) {
      all = inside.sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
