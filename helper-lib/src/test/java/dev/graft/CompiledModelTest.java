package dev.graft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.ImageSet;
import dev.graft.evaluate.Prediction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledModelTest {
  private static final ImageSet IMAGES = Garden.IMAGES.train();

  private static List<byte[]> files() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < IMAGES.size(); i++) {
      var bytes = new ByteArrayOutputStream();
      ImageIO.write(IMAGES.image(i), "png", bytes);
      files.add(bytes.toByteArray());
    }
    return files;
  }

  private static TransferModel model() {
    return Garden.backbone("PyTorch").size(64).untrained(3);
  }

  @Test
  void many_threads_get_the_bits_of_extract_features_in_batches_of_any_size() throws Exception {
    try (TransferModel model = model();
        CompiledModel compiled = CompiledModel.features(model, "", 2)) {
      float[][] expected = Transfer.extractFeatures(model, IMAGES).values();
      List<byte[]> files = files();
      ExecutorService pool = Executors.newFixedThreadPool(4);
      List<Future<?>> calls = new ArrayList<>();
      for (int size : new int[] {1, 3, 7, 11, 16, 3}) {
        calls.add(
            pool.submit(
                () -> {
                  for (int from = 0; from < files.size(); from += size) {
                    int to = Math.min(files.size(), from + size);
                    List<CompiledRow> rows = compiled.images(files.subList(from, to));
                    for (int i = from; i < to; i++) {
                      assertArrayEquals(expected[i], rows.get(i - from).values());
                    }
                  }
                }));
      }
      pool.shutdown();
      for (Future<?> call : calls) {
        call.get();
      }
      assertEquals(expected[0].length, compiled.width());
      assertEquals(
          compiled.images(files),
          compiled.pixels(files.stream().map(CompiledModelTest::read).toList()));
    }
  }

  /** What was calibrated is a part of the body, and of its name. */
  @Test
  void a_body_in_eight_bits_gives_the_bits_that_it_gives_here() throws IOException {
    try (TransferModel model = model()) {
      Transfer.replaceHead(model, Garden.head());
      Transfer.freeze(model);
      String floats;
      try (CompiledModel plain = CompiledModel.features(model, "", 1)) {
        floats = plain.body();
      }
      Transfer.freeze(model, Int8.on(IMAGES).examples(8));
      float[][] expected = Transfer.extractFeatures(model, IMAGES).values();
      try (CompiledModel compiled = CompiledModel.features(model, "", 1);
          CompiledModel logits = CompiledModel.logits(model, 1)) {
        assertNotEquals(floats, compiled.body());
        List<CompiledRow> rows = compiled.images(files());
        for (int i = 0; i < rows.size(); i++) {
          assertArrayEquals(expected[i], rows.get(i).values());
        }
        assertEquals(IMAGES.classes().size(), logits.images(files()).get(0).values().length);
      }
    }
  }

  private static java.awt.image.BufferedImage read(byte[] file) {
    try {
      return ImageIO.read(new java.io.ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void what_cannot_be_read_fails_nobody_else() throws IOException {
    byte[] whole = files().get(0);
    try (TransferModel model = model();
        CompiledModel compiled = CompiledModel.features(model, "block3", 1)) {
      List<CompiledRow> rows =
          compiled.images(
              List.of(whole, "<html>".getBytes(StandardCharsets.UTF_8), whole, new byte[0]));
      assertTrue(rows.get(0).read());
      assertEquals(rows.get(0), rows.get(2));
      assertFalse(rows.get(1).read());
      assertEquals(0, rows.get(1).values().length);
      assertEquals("image is not readable: bytes (not an image)", rows.get(1).reason());
      assertTrue(rows.get(3).reason().startsWith("image is not readable: "), rows.get(3).reason());
      assertEquals(
          "mobilenet_v1_0.25 sees photos, not texts; contract() says how",
          assertThrows(IllegalArgumentException.class, () -> compiled.texts(List.of("a")))
              .getMessage());
    }
  }

  @Test
  void logits_are_those_of_predict(@TempDir Path folder) throws IOException {
    for (Head head :
        List.of(Head.classifier(IMAGES.classes()), Head.binary(List.of("daisy", "rose")))) {
      Path saved = folder.resolve(Integer.toString(head.classes().size()));
      List<Prediction> expected;
      try (TransferModel model = model()) {
        Transfer.replaceHead(model, head);
        Transfer.freeze(model);
        model.save(saved);
        expected = Transfer.predict(model, IMAGES);
      }
      try (CompiledModel compiled = CompiledModel.logits(saved, 1)) {
        assertEquals(head.classes(), compiled.classes());
        List<CompiledRow> rows = compiled.images(files());
        for (int i = 0; i < rows.size(); i++) {
          Prediction one =
              Prediction.of(compiled.classes(), List.of(""), new float[][] {rows.get(i).values()})
                  .get(0);
          assertEquals(expected.get(i).probabilities(), one.probabilities());
        }
      }
    }
  }

  @Test
  void a_closed_one_says_so() throws IOException {
    List<byte[]> files = files().subList(0, 1);
    try (TransferModel model = model()) {
      CompiledModel compiled = CompiledModel.features(model, "", 1);
      compiled.close();
      compiled.close();
      assertTrue(
          assertThrows(IllegalStateException.class, () -> compiled.images(files))
              .getMessage()
              .endsWith("is closed"));
    }
  }
}
