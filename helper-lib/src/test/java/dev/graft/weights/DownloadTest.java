package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DownloadTest {
  private static final byte[] CONTENT = new byte[200_000];
  private static final String SHA;

  static {
    new Random(1).nextBytes(CONTENT);
    SHA = HexFormat.of().formatHex(Sha256.digest().digest(CONTENT));
  }

  @TempDir Path folder;
  private FlakyServer server;
  private Path target;
  private Path part;
  private GraftHome home;

  @BeforeEach
  void start() throws Exception {
    server = new FlakyServer(CONTENT);
    target = folder.resolve("deep").resolve("w.bin");
    part = target.resolveSibling(".w.bin.part");
    home = new GraftHome(Map.of("HOME", folder.toString()), folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void downloadsOnce() throws Exception {
    assertEquals(target, fetch());
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    fetch();
    assertEquals(List.of("-"), server.ranges);
    assertFalse(Files.exists(part));
  }

  @Test
  void resumesACutConnection() throws Exception {
    server.cuts.addAll(List.of(120_000, 30_000));
    fetch();
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals(3, server.ranges.size());
    assertTrue(server.ranges.get(1).matches("bytes=[1-9]\\d*-"), server.ranges.toString());
  }

  @Test
  void resumesAPartOfAnEarlierCall() throws Exception {
    leavePart(java.util.Arrays.copyOf(CONTENT, 150_000));
    fetch();
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals(List.of("bytes=150000-"), server.ranges);
  }

  @Test
  void publishesACompletePart() throws Exception {
    leavePart(CONTENT);
    fetch();
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals(List.of("bytes=200000-"), server.ranges);
  }

  @Test
  void beginsAnewWhereRangesAreIgnored() throws Exception {
    server.honoursRanges = false;
    leavePart(new byte[150_000]);
    fetch();
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
  }

  @Test
  void beginsAnewWhereThePartIsOfAnotherFile() throws Exception {
    leavePart(new byte[150_000]);
    fetch();
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals(List.of("bytes=150000-", "-"), server.ranges);
  }

  @Test
  void refusesWrongBytes() {
    String other = "0".repeat(64);
    assertEquals(
        text("the sha256 of its bytes is " + SHA, other),
        assertThrows(
                DownloadException.class,
                () -> Download.fetch(home, server.url(), Checksum.sha256(other), target))
            .getMessage());
    assertFalse(Files.exists(target));
    assertFalse(Files.exists(part));
    assertEquals(1, server.ranges.size());
  }

  @Test
  void givesUpOnAConnectionThatIsAlwaysCut() {
    server.cuts.addAll(List.of(10_000, 10_000, 10_000));
    String message = assertThrows(DownloadException.class, this::fetch).getMessage();
    assertTrue(message.startsWith("cannot download " + server.url() + " ("), message);
    assertEquals(3, server.ranges.size());
    assertFalse(Files.exists(target));
    assertTrue(Files.exists(part));
  }

  @Test
  void tellsWhatTheServerAnswers() {
    server.status = 404;
    assertEquals(
        text("the server answers 404", SHA),
        assertThrows(DownloadException.class, this::fetch).getMessage());
  }

  @Test
  void tellsThatThereIsNoServer() {
    server.close();
    assertEquals(
        text("no connection", SHA),
        assertThrows(DownloadException.class, this::fetch).getMessage());
  }

  @Test
  void obeysOffline() throws Exception {
    home = new GraftHome(Map.of("GRAFT_OFFLINE", "true"), folder);
    assertEquals(
        text("GRAFT_OFFLINE is true", SHA),
        assertThrows(DownloadException.class, this::fetch).getMessage());
    assertEquals(List.of(), server.ranges);
    assertFalse(Files.exists(target.getParent()));
    Files.createDirectories(target.getParent());
    Files.write(target, CONTENT);
    assertEquals(target, fetch());
  }

  @Test
  void stopsWhenInterrupted() throws Exception {
    server.cuts.add(100_000);
    server.pauseMillis = 20_000;
    var failure = new AtomicReference<String>();
    var reader =
        new Thread(
            () -> {
              try {
                fetch();
              } catch (DownloadException e) {
                failure.set(Thread.currentThread().isInterrupted() + " " + e.getMessage());
              }
            });
    reader.start();
    while (!Files.exists(part)) {
      Thread.sleep(10);
    }
    Thread.sleep(200);
    reader.interrupt();
    reader.join(5_000);
    assertEquals("true " + text("interrupted", SHA), failure.get());
  }

  @Test
  void letsOneOfManyDownload() throws Exception {
    var threads = Executors.newFixedThreadPool(4);
    try {
      for (var done : threads.invokeAll(java.util.Collections.nCopies(8, this::fetch))) {
        assertEquals(target, done.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(List.of("-"), server.ranges);
  }

  private Path fetch() {
    return Download.fetch(home, server.url(), Checksum.sha256(SHA), target);
  }

  private void leavePart(byte[] bytes) throws Exception {
    Files.createDirectories(part.getParent());
    Files.write(part, bytes);
  }

  private String text(String why, String sha256) {
    return "cannot download "
        + server.url()
        + " ("
        + why
        + "); its sha256 is "
        + sha256
        + ", it may be put at "
        + target
        + " by hand";
  }
}
