package dev.graft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.infer.Onnx;
import dev.graft.plot.Plots;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is written through a link lies where the link points, and the link stays one. */
class LinksTest {
  private static final TransferModel MODEL = Garden.model("MXNet");

  @TempDir private Path folder;

  @AfterAll
  static void end() {
    MODEL.close();
  }

  private Path link(String to) throws IOException {
    Files.createDirectories(folder.resolve("far"));
    return Files.createSymbolicLink(folder.resolve("link"), Path.of("far").resolve(to));
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void aModelIsSavedWhereALinkPoints() throws IOException {
    Path link = link("model");
    MODEL.save(link);
    MODEL.save(link);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(1, files(folder.resolve("far")), "nothing but the model is left there");
    try (TransferModel loaded = TransferModel.load(folder.resolve("far/model"))) {
      assertEquals(MODEL.weights().sha256(), loaded.weights().sha256());
    }
  }

  @Test
  void anOnnxFileIsWrittenWhereALinkPoints() throws IOException {
    Path link = link("model.onnx");
    var first = MODEL.exportOnnx(link);
    var second = MODEL.exportOnnx(link, Onnx.probabilities());
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(second.bytes() > first.bytes());
    assertEquals(second.bytes(), Files.size(folder.resolve("far/model.onnx")));
    assertEquals(1, files(folder.resolve("far")));
  }

  @Test
  void anOnnxFileHasAnyNameAndLiesInAnyFileSystem() throws IOException {
    for (String name : new String[] {"m".repeat(250) + ".onnx", "-o.onnx", ".o", "Größe 1.onnx"}) {
      assertEquals(
          MODEL.exportOnnx(folder.resolve(name)).bytes(), Files.size(folder.resolve(name)));
    }
    Path bare = Path.of("links-test.onnx");
    try {
      MODEL.exportOnnx(bare);
      assertTrue(Files.size(bare) > 0);
    } finally {
      Files.deleteIfExists(bare);
    }
    URI zip = URI.create("jar:" + folder.resolve("models.zip").toUri());
    try (var files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      var written = MODEL.exportOnnx(files.getPath("/model.onnx"));
      assertEquals(written.bytes(), Files.size(files.getPath("/model.onnx")));
      assertEquals(2, written.latencies().size());
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("-o.onnx")),
          Files.readAllBytes(files.getPath("/model.onnx")));
    }
  }

  @Test
  void checkpointsGoWhereALinkPoints() throws IOException {
    Path link = link("checkpoints");
    try (TransferModel model = Garden.model("MXNet")) {
      Transfer.freeze(model);
      Garden.fineTune(model, Garden.ONE.checkpoints(link));
    }
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(files(folder.resolve("far/checkpoints")) > 0);
  }

  @Test
  void figuresAndJournalsGoWhereALinkPoints() throws IOException {
    Path link = link("figure.png");
    Plots.samples(Garden.IMAGES.test(), 2).save(link);
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.size(folder.resolve("far/figure.png")) > 0);
    Path journal = Files.createSymbolicLink(folder.resolve("journal"), Path.of("far/journal"));
    SearchJournal.open(journal, Map.of("search", "a"));
    assertTrue(Files.isSymbolicLink(journal));
    assertTrue(Files.size(folder.resolve("far/journal")) > 0);
  }

  /** The folder of features may lie on another disk. */
  @Test
  void featuresAreKeptWhereALinkPoints() throws IOException {
    Path link = link("features");
    FeatureCache cache = FeatureCache.in(link, 1 << 30);
    try (TransferModel model = Garden.model("MXNet")) {
      Transfer.freeze(model);
      var now = model.life().moment();
      now.inference().rows("evaluating", Garden.IMAGES.test().inputs(model.contract()), cache);
      now.close();
    }
    assertTrue(Files.isSymbolicLink(link));
    assertFalse(cache.bytes() == 0);
  }
}
