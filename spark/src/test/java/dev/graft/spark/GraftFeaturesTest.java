package dev.graft.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.FeatureSet;
import dev.graft.data.TextSet;
import dev.graft.train.FineTune;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraftFeaturesTest {
  private static final int COUNT = 21;

  @TempDir static Path folder;
  private static SparkSession spark;
  private static Path photos;
  private static Path body;

  @BeforeAll
  static void begin() throws IOException {
    spark = Photos.spark();
    photos = Photos.write(folder.resolve("photos"), COUNT);
    body = folder.resolve("body");
    try (TransferModel model = Photos.body()) {
      model.save(body);
    }
  }

  private static Dataset<Row> files() {
    return spark.read().format("binaryFile").load(photos.toString()).select("path", "content");
  }

  private static GraftFeaturizer featurizer() {
    return new GraftFeaturizer().setModel(body.toString()).setBatchSize(5);
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

  @Test
  void a_head_is_trained_on_what_a_cluster_has_computed() throws IOException {
    String parquet = folder.resolve("features.parquet").toString();
    Dataset<Row> labelled =
        files()
            .withColumn(
                "name", functions.element_at(functions.split(functions.col("path"), "/"), -1))
            .withColumn("label", functions.expr("if(name < '0010.png', 'early', 'late')"));
    featurizer()
        .transform(labelled)
        .select("name", "label", "features", "reason")
        .write()
        .parquet(parquet);
    Dataset<Row> kept = spark.read().parquet(parquet);
    Path file = folder.resolve("features.f32");
    var none =
        assertThrows(
            IllegalArgumentException.class,
            () -> GraftFeatures.collect(kept, file, "features", "name", "label"));
    assertTrue(none.getMessage().endsWith("where(\"features is not null\")"), none::getMessage);
    FeatureSet set =
        GraftFeatures.collect(
            kept.where("features is not null"), file, "features", "name", "label");
    assertEquals(COUNT, set.size());
    assertEquals("0000.png", set.id(0));
    assertEquals(List.of("early", "late"), set.classes());
    try (TransferModel model = Photos.body()) {
      Transfer.replaceHead(model, Head.classifier(set.classes()));
      Transfer.freeze(model);
      FeatureSet.Parts parts = set.split(0.7, 1);
      Transfer.fineTune(model, parts.train(), parts.validation(), FineTune.epochs(2));
      // the head is on its body: photos and their features are answered alike
      var photosSaid = new TreeMap<String, Double>();
      Transfer.predict(model, Photos.images(photos))
          .forEach(one -> photosSaid.put(one.image(), one.confidence()));
      Transfer.evaluate(model, set)
          .predictions()
          .forEach(
              one -> assertEquals(photosSaid.get(one.image()), one.confidence(), 1e-6, one::image));
    }
  }

  @Test
  void texts_have_the_bits_of_one_machine() {
    TransferModel loaded = null;
    try {
      loaded = Backbone.MINILM_L6.load();
    } catch (RuntimeException absent) {
      assumeTrue(false, "MiniLM's weights are not here: " + absent.getMessage());
    }
    List<String> texts =
        List.of("a gentle, funny film", "dull", "", "one of the year's best and longest films");
    float[][] expected;
    try (TransferModel model = loaded) {
      expected =
          Transfer.extractFeatures(
                  model, TextSet.unlabelled(List.of(texts.get(0), texts.get(1), texts.get(3))))
              .values();
    }
    Dataset<Row> rows = spark.createDataset(texts, Encoders.STRING()).toDF("text").coalesce(1);
    List<Row> given =
        new GraftFeaturizer()
            .setBackbone("minilm_l6")
            .setInputCol("text")
            .transform(rows)
            .collectAsList();
    assertArrayEquals(expected[0], floats(given.get(0).getAs("features")));
    assertArrayEquals(expected[1], floats(given.get(1).getAs("features")));
    assertArrayEquals(expected[2], floats(given.get(3).getAs("features")));
    assertNull(given.get(2).getAs("features"));
    assertEquals("text is not readable:  (no text)", given.get(2).getAs("reason"));
  }
}
