package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.data.FeatureContract;
import dev.graft.data.FeatureSet;
import dev.graft.evaluate.Features;
import dev.graft.spark.GraftFeatures;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shell's {@code features} writes is a set for whoever has Spark. */
class FeatureParquet_SparkTest {
  @TempDir private Path folder;

  @Test
  void sparkReadsWhatTheShellWrote() throws IOException {
    var three =
        new Features(
            List.of("ant", "bée"),
            List.of("a/1.png", "b/2.png", "b/ü.png"),
            new int[] {0, 1, 1},
            new float[][] {{1, -2.5f}, {0, 1e-30f}, {3, 4}});
    Path file = folder.resolve("three.parquet");
    new FeatureParquet(three, "body of three", 2).write(file);
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      FeatureSet set =
          GraftFeatures.parquet(
              spark, file.toString(), folder.resolve("three.f32"), "path", "label");
      assertEquals(new FeatureContract(2, "body of three"), set.contract());
      assertEquals(List.of("ant", "bée"), set.classes());
      for (int i = 0; i < 3; i++) {
        FloatBuffer row = FloatBuffer.allocate(2);
        set.inputs(set.contract()).read(i, row);
        assertEquals(three.ids().get(i), set.id(i));
        assertEquals(three.labels()[i], set.label(i));
        assertArrayEquals(three.values()[i], row.array());
      }
    }
  }
}
