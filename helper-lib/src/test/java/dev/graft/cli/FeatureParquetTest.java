package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.evaluate.Features;
import dev.graft.weights.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other libraries read the file: pyarrow read these very bytes, Spark does so in its module. */
class FeatureParquetTest {
  private static final Features THREE =
      new Features(
          List.of("ant", "bée"),
          List.of("a/1.png", "b/2.png", "b/ü.png"),
          new int[] {0, 1, 1},
          new float[][] {{1, -2.5f}, {0, 1e-30f}, {3, 4}});

  @TempDir private Path folder;

  @Test
  void theBytesAreThoseThatPyarrowRead() throws IOException {
    Path file = folder.resolve("three.parquet");
    new FeatureParquet(THREE, "body of three", 2).write(file);
    assertEquals(
        "5d00e7b81ae64c051a0d005772c27d1b620f4c0cad7e650b5360998d2ed6b846", Sha256.of(file));
  }

  @Test
  void theFooterIsFoundFromTheEnd() throws IOException {
    Path file = folder.resolve("whole.parquet");
    new FeatureParquet(THREE, "body of three").write(file);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer tail = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals("PAR1", new String(bytes, 0, 4, StandardCharsets.US_ASCII));
    assertEquals("PAR1", new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII));
    int footer = tail.getInt(bytes.length - 8);
    String said = new String(bytes, bytes.length - 8 - footer, footer, StandardCharsets.UTF_8);
    assertTrue(said.contains("\"metadata\":{\"graft.body\":\"body of three\"}"), said);
  }
}
