package dev.graft.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.evaluate.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagesTest {
  private static final int COUNT = 21;

  @TempDir static Path folder;
  private static SparkSession spark;
  private static Path photos;
  private static Path body;
  private static Path classifier;
  private static TreeMap<String, float[]> plain;

  @BeforeAll
  static void begin() throws IOException {
    spark = Photos.spark();
    photos = Photos.write(folder.resolve("photos"), COUNT);
    body = folder.resolve("body");
    classifier = Photos.classifier(folder.resolve("classifier"));
    try (TransferModel model = Photos.body()) {
      model.save(body);
      plain = Photos.features(model, photos);
    }
  }

  private static Dataset<Row> files() {
    return spark.read().format("binaryFile").load(photos.toString()).select("path", "content");
  }

  private static GraftFeaturizer featurizer() {
    return new GraftFeaturizer().setModel(body.toString()).setBatchSize(5);
  }

  private static String name(Row row, String column) {
    String path = row.getAs(column);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static float[] floats(Object vector) {
    double[] values = ((Vector) vector).toArray();
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
      assertEquals(values[i], floats[i]);
    }
    return floats;
  }

  /** Every whole photo has plain Graft's bits; every broken one a reason. */
  private static void assertPlain(Dataset<Row> rows, String path) {
    List<Row> all = rows.collectAsList();
    assertEquals(COUNT + Photos.BROKEN.size(), all.size());
    for (Row row : all) {
      String name = name(row, path);
      if (Photos.BROKEN.contains(name)) {
        assertNull(row.getAs("features"), name);
        assertTrue(
            row.<String>getAs("reason").startsWith("image is not readable: "), row::toString);
      } else {
        assertNull(row.getAs("reason"), name);
        assertArrayEquals(plain.get(name), floats(row.getAs("features")), name);
      }
    }
  }

  @Test
  void features_have_the_bits_of_one_machine_whatever_the_partitions() {
    assertPlain(featurizer().transform(files().repartition(1)), "path");
    assertPlain(featurizer().setBatchSize(16).transform(files().repartition(7)), "path");
  }

  @Test
  void a_model_is_compiled_once_in_a_jvm_whatever_the_partitions_and_stages() {
    int before = Sessions.opened();
    featurizer().setStage("block2").transform(files().repartition(7)).collectAsList();
    featurizer().setStage("block2").transform(files().repartition(2)).collectAsList();
    assertEquals(before + 1, Sessions.opened());
  }

  @Test
  void a_model_in_a_shared_folder_is_read_there_and_checked() throws IOException {
    Path shared = folder.resolve("shared");
    Sessions.close();
    int before = Sessions.opened();
    assertPlain(featurizer().setSharedPath(shared.toString()).transform(files()), "path");
    assertEquals(before + 1, Sessions.opened());
    Path model;
    try (var inside = Files.list(shared)) {
      List<Path> all = inside.toList();
      assertEquals(1, all.size(), all::toString);
      model = all.get(0);
    }
    assertTrue(model.getFileName().toString().matches("graft-[0-9a-f]{64}"), model::toString);
    Path weights = model.resolve("model.safetensors");
    var written = Files.getLastModifiedTime(weights);
    assertPlain(featurizer().setSharedPath(shared.toString()).transform(files()), "path");
    assertEquals(written, Files.getLastModifiedTime(weights), "it lay there already");

    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 9] ^= 1;
    Files.write(weights, bytes);
    Files.deleteIfExists(model.resolve(".model.safetensors.crc"));
    Sessions.close();
    Dataset<Row> rows = featurizer().setSharedPath(shared.toString()).transform(files());
    var damaged = assertThrows(Exception.class, rows::collectAsList);
    Throwable cause = damaged;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertTrue(
        String.valueOf(cause.getMessage()).endsWith("than its name says; delete that folder"),
        damaged::toString);
  }

  @Test
  void paths_are_read_where_they_lie_and_those_of_nothing_have_a_reason() {
    Dataset<Row> paths = files().select("path");
    assertPlain(featurizer().setInputCol("path").transform(paths), "path");
    Row none =
        featurizer()
            .setInputCol("path")
            .transform(
                spark.createDataset(List.of("/nowhere/1.png"), Encoders.STRING()).toDF("path"))
            .first();
    assertNull(none.getAs("features"));
    assertEquals("file cannot be read: File /nowhere/1.png does not exist", none.getAs("reason"));
  }

  @Test
  void decoded_images_give_what_their_files_give() {
    Dataset<Row> images =
        spark
            .read()
            .format("image")
            .load(photos.toString())
            .select(functions.col("image"), functions.col("image.origin").as("origin"));
    List<Row> rows = featurizer().setInputCol("image").transform(images).collectAsList();
    assertEquals(COUNT + Photos.BROKEN.size(), rows.size());
    for (Row row : rows) {
      String name = name(row, "origin");
      if (Photos.BROKEN.contains(name)) {
        assertTrue(row.<String>getAs("reason").startsWith("image column has -1 by -1 pixels"));
      } else {
        assertArrayEquals(plain.get(name), floats(row.getAs("features")), name);
      }
    }
  }

  @Test
  void a_null_has_a_reason_and_an_empty_frame_no_rows() {
    Dataset<Row> nulls = files().limit(2).withColumn("content", functions.lit(null).cast("binary"));
    for (Row row : featurizer().transform(nulls).collectAsList()) {
      assertNull(row.getAs("features"));
      assertEquals("no input: null", row.getAs("reason"));
    }
    assertEquals(0, featurizer().transform(files().limit(0)).count());
  }

  @Test
  void what_is_written_and_read_needs_no_other_file() throws IOException {
    Path gone = folder.resolve("gone");
    try (TransferModel model = Photos.body()) {
      model.save(gone);
    }
    var stage =
        new GraftFeaturizer().setModel(gone.toString()).setStage("block8").setOutputCol("f8");
    List<Row> before = stage.transform(files()).select("path", "f8").collectAsList();
    String path = folder.resolve("stage").toString();
    stage.write().overwrite().save(path);
    for (String file : List.of("model.json", "model.safetensors")) {
      Files.delete(gone.resolve(file));
    }
    GraftFeaturizer again = GraftFeaturizer.load(path);
    assertEquals(stage.uid(), again.uid());
    assertEquals("block8", again.getOrDefault(again.stage()));
    assertEquals(before, again.transform(files()).select("path", "f8").collectAsList());
    Path weights = Path.of(path, "model", "model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 9] ^= 1;
    Files.write(weights, bytes);
    Files.deleteIfExists(weights.resolveSibling(".model.safetensors.crc"));
    var damaged = assertThrows(RuntimeException.class, () -> GraftFeaturizer.load(path));
    assertTrue(damaged.getMessage().contains("sha256"), damaged::getMessage);
  }

  @Test
  void a_classifier_says_what_predict_says() {
    Map<String, Prediction> said = new TreeMap<>();
    try (TransferModel model = TransferModel.load(classifier)) {
      Transfer.predict(model, Photos.images(photos)).forEach(one -> said.put(one.image(), one));
    }
    var stage = new GraftClassifier().setModel(classifier.toString());
    Dataset<Row> answers = stage.transform(files().repartition(4));
    Dataset<Row> named =
        new IndexToString()
            .setInputCol("prediction")
            .setOutputCol("class")
            .transform(answers.where("reason is null"));
    for (Row row : named.collectAsList()) {
      Prediction one = said.remove(name(row, "path"));
      assertEquals(one.predicted(), row.getAs("class"));
      double[] probabilities = ((Vector) row.getAs("probability")).toArray();
      assertEquals(
          one.probabilities(), Arrays.stream(probabilities).boxed().toList(), row::toString);
      assertEquals(3, ((Vector) row.getAs("rawPrediction")).size());
    }
    assertTrue(said.isEmpty(), said::toString);
    List<Row> broken = answers.where("reason is not null").collectAsList();
    assertEquals(Photos.BROKEN.size(), broken.size());
    assertNull(broken.get(0).getAs("prediction"));
    assertEquals(List.of("daisy", "rose", "tulip"), List.of(stage.labels()));
  }

  @Test
  void stages_stand_in_a_pipeline_that_is_written_and_read() throws IOException {
    var pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  featurizer(),
                  new GraftClassifier().setModel(classifier.toString()).setReasonCol("why")
                });
    PipelineModel fitted = pipeline.fit(files());
    String path = folder.resolve("pipeline").toString();
    fitted.write().overwrite().save(path);
    Dataset<Row> rows = PipelineModel.load(path).transform(files());
    assertEquals(
        List.of(
            "path",
            "content",
            "features",
            "reason",
            "rawPrediction",
            "probability",
            "prediction",
            "why"),
        List.of(rows.columns()));
    assertPlain(rows, "path");
  }

  @Test
  void what_does_not_fit_is_refused_before_a_job_starts() {
    assertRefused(
        "no column \"photo\"; there are path, content; set inputCol",
        featurizer().setInputCol("photo"),
        files());
    assertRefused(
        "column \"path\" is there already; there are path, content; choose another name",
        featurizer().setOutputCol("path"),
        files());
    assertRefused(
        "column \"n\" is bigint; this model reads photos: a binary column of files, a string column"
            + " of paths, or an image column",
        featurizer().setInputCol("n"),
        spark.range(3).toDF("n"));
    assertRefused(
        "no model; call setModel with the folder of a saved one", new GraftClassifier(), files());
    var none = new GraftFeaturizer().setBackbone("efficientnet_lite9");
    assertThrows(IllegalArgumentException.class, () -> none.transformSchema(files().schema()));
  }

  private static void assertRefused(String message, GraftStage stage, Dataset<Row> rows) {
    var refused = assertThrows(IllegalArgumentException.class, () -> stage.transform(rows));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void a_changed_parameter_is_another_model() {
    var stage = featurizer();
    int last =
        ((Vector) stage.transform(files()).where("reason is null").first().getAs("features"))
            .size();
    stage.setStage("block3");
    int third =
        ((Vector) stage.transform(files()).where("reason is null").first().getAs("features"))
            .size();
    assertTrue(third < last, third + " features of block3, " + last + " of all");
    var copy = (GraftFeaturizer) stage.copy(new org.apache.spark.ml.param.ParamMap());
    assertEquals("block3", copy.getOrDefault(copy.stage()));
    assertEquals(stage.uid(), copy.uid());
  }
}
