package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private static void write(Path file) {
    AtomicFile.write(file, out -> out.write(NEW));
  }

  private static String refusal(Path file) {
    return assertThrows(UncheckedIOException.class, () -> write(file)).getMessage();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path link(String name, String to) throws IOException {
    return Files.createSymbolicLink(folder.resolve(name), Path.of(to));
  }

  @Test
  void aLinkStaysAndWhatItPointsToIsWritten() throws IOException {
    Files.writeString(folder.resolve("target"), "old");
    Path link = link("link", "target");
    Path second = link("second", folder.resolve("link").toString());
    write(second);
    assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(second));
    assertEquals("new", Files.readString(folder.resolve("target")));
    assertEquals(List.of("link", "second", "target"), names());
  }

  @Test
  void whatALinkPointsToNeedNotBeThere() throws IOException {
    Files.createDirectory(folder.resolve("far"));
    Path link = link("link", "far/target");
    write(link);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(folder.resolve("far/target")));
  }

  @Test
  void linksInACircleAreNamed() throws IOException {
    Path here = link("here", "there");
    link("there", "here");
    assertEquals("cannot write " + here + ": its links go in a circle", refusal(here));
  }

  /** In a folder of Graft's own a link is somebody else's doing. */
  @Test
  void replacingTakesTheLinksOwnPlace() throws IOException {
    Files.writeString(folder.resolve("precious"), "old");
    Path link = link("link", "precious");
    AtomicFile.replace(link, out -> out.write(NEW));
    assertFalse(Files.isSymbolicLink(link));
    assertEquals("old", Files.readString(folder.resolve("precious")));
    assertEquals("new", Files.readString(link));
  }

  @Test
  void anyNameThatTheFileSystemTakesIsTaken() throws IOException {
    String euros = "€".repeat(80) + "0123456789.onnx"; // 255 bytes
    for (String name : List.of("a".repeat(255), euros, "-n", ".hidden", " blank ", "a\nb", "…")) {
      Path file = folder.resolve(name);
      write(file);
      assertArrayEquals(NEW, Files.readAllBytes(file), name);
    }
    assertEquals(7, names().size());
  }

  @Test
  void aNameWithoutFolderIsInTheWorkingFolder() throws IOException {
    Path file = Path.of("atomic-file-test.tmp");
    try {
      write(file);
      assertEquals("new", Files.readString(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void aZipFileIsAPlaceToo() throws IOException {
    Path zip = folder.resolve("some.zip");
    try (var files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      write(files.getPath("/a.onnx"));
      write(files.getPath("a.onnx"));
    }
    try (var files = FileSystems.newFileSystem(zip)) {
      assertEquals("new", Files.readString(files.getPath("/a.onnx")));
    }
  }

  @Test
  void whatCannotBeWrittenIsSaidInWords() throws IOException {
    Path missing = folder.resolve("none").resolve("x.onnx");
    assertEquals("cannot write " + missing + ": its folder does not exist", refusal(missing));
    assertEquals("cannot write " + folder + ": it is a folder", refusal(folder));
    Path root = Path.of("/");
    assertEquals("cannot write " + root + ": it is a folder", refusal(root));
  }

  /** To rename a file onto a device would be the end of the device. */
  @Test
  void aDeviceIsWrittenAsItIs() {
    Path nowhere = Path.of("/dev/null");
    assumeTrue(Files.exists(nowhere), "this machine has no /dev/null");
    write(nowhere);
    assertFalse(Files.isRegularFile(nowhere));
  }

  @Test
  void anInterruptWaitsUntilTheFileIsWhole() throws IOException {
    Path file = folder.resolve("file");
    Thread.currentThread().interrupt();
    write(file);
    assertTrue(Thread.interrupted());
    assertEquals("new", Files.readString(file));
    int[] calls = {0};
    AtomicFile.write(
        file,
        out -> {
          var channel = Channels.newChannel(out); // which an interrupt closes
          channel.write(ByteBuffer.wrap("ne".getBytes(StandardCharsets.UTF_8)));
          if (calls[0]++ == 0) {
            Thread.currentThread().interrupt();
          }
          channel.write(ByteBuffer.wrap("wer".getBytes(StandardCharsets.UTF_8)));
        });
    assertTrue(Thread.interrupted());
    assertEquals(2, calls[0]);
    assertEquals("newer", Files.readString(file));
    assertEquals(List.of("file"), names());
  }

  @Test
  void whereTheContentFailsTheOldFileStays() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assertThrows(
        UncheckedIOException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(NEW);
                  throw new IOException("no more");
                }));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("file"), names());
  }

  @Test
  void aFolderMayBeALink() throws IOException {
    Files.createDirectory(folder.resolve("real"));
    Path link = link("link", "real");
    assertEquals(folder.resolve("real"), Destination.folder(link));
    Path dangling = link("dangling", "later");
    assertEquals(folder.resolve("later"), Destination.folder(dangling));
    assertTrue(Files.isDirectory(folder.resolve("later")));
    assertEquals(folder.resolve("real/x"), Destination.file(link("x", "real/x")));
  }
}
