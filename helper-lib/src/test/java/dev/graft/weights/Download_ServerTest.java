package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What servers, proxies and mirrors do to a download, and two processes at once. */
@Timeout(60)
class Download_ServerTest {
  private static final byte[] CONTENT = new byte[200_000];
  private static final String SHA;
  private static final Checksum UNKNOWN = Checksum.none();

  static {
    new Random(1).nextBytes(CONTENT);
    SHA = HexFormat.of().formatHex(Sha256.digest().digest(CONTENT));
  }

  @TempDir Path folder;
  private FlakyServer server;
  private Path target;
  private Path part;

  @BeforeEach
  void start() throws Exception {
    server = new FlakyServer(CONTENT);
    target = folder.resolve("w.bin");
    part = folder.resolve(".w.bin.part");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void takesAPrefixOfAHashOrAnMd5() throws Exception {
    fetch(Checksum.sha256(SHA.substring(0, 8)));
    Files.delete(target);
    String md5 = HexFormat.of().formatHex(Checksum.digest("MD5").digest(CONTENT));
    fetch(Checksum.md5(md5));
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    Files.delete(target);
    assertEquals(
        failure(server.url(), "the md5 of its bytes is " + md5, "its md5 is " + "0".repeat(32)),
        refusal(Checksum.md5("0".repeat(32))));
    assertEquals(
        failure(server.url(), "the sha256 of its bytes is " + SHA, "its sha256 is 12345678…"),
        refusal(Checksum.sha256("12345678")));
  }

  @Test
  void tellsAnUnknownHashApartFromNone() throws Exception {
    server.status = 403;
    assertEquals(
        failure(server.url(), "the server answers 403", "it has no published hash"),
        refusal(UNKNOWN));
    server.status = 200;
    assertEquals(target, fetch(UNKNOWN));
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
  }

  /** Without a hash nothing else would show that two halves are of two files. */
  @Test
  void resumesAnUnverifiedFileOnlyWhereTheServerKnowsItsVersion() throws Exception {
    Files.write(part, new byte[150_000]);
    fetch(UNKNOWN);
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals(List.of("-"), server.ranges);

    Files.delete(target);
    server.etag = "\"one\"";
    server.cuts.add(100_000);
    fetch(UNKNOWN);
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertTrue(server.ranges.get(2).matches("bytes=\\d+- if \"one\""), server.ranges.toString());
    assertFalse(Files.exists(folder.resolve(".w.bin.etag")));
  }

  @Test
  void beginsAnewWhereTheServerHasAnotherVersion() throws Exception {
    Files.write(part, new byte[150_000]);
    Files.writeString(folder.resolve(".w.bin.etag"), "\"old\"");
    server.etag = "\"new\"";
    fetch(UNKNOWN);
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals(List.of("bytes=150000- if \"old\""), server.ranges);
  }

  @Test
  void refusesACompletePartOfAnotherLength() throws Exception {
    Files.write(part, new byte[250_000]);
    Files.writeString(folder.resolve(".w.bin.etag"), "\"one\"");
    server.etag = "\"one\"";
    fetch(UNKNOWN);
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals(List.of("bytes=250000- if \"one\"", "-"), server.ranges);
  }

  @Test
  void triesAgainWhereTheServerIsBusy() throws Exception {
    server.statuses.addAll(List.of(503, 429));
    fetch(Checksum.sha256(SHA));
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    server.status = 500;
    Files.delete(target);
    assertEquals(
        failure(server.url(), "the server answers 500", "its sha256 is " + SHA),
        refusal(Checksum.sha256(SHA)));
    assertEquals(6, server.ranges.size());
  }

  @Test
  void followsRedirects() throws Exception {
    server.statuses.add(302);
    server.location = "/elsewhere/w.bin";
    fetch(Checksum.sha256(SHA));
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals(List.of("/w.bin", "/elsewhere/w.bin"), server.asked);
  }

  @Test
  void givesUpOnASilentServer() {
    server.slowMillis = 20_000;
    long start = System.nanoTime();
    String message =
        assertThrows(
                DownloadException.class,
                () ->
                    Download.fetch(
                        home(Map.of()),
                        server.url(),
                        Checksum.sha256(SHA),
                        target,
                        Duration.ofSeconds(1)))
            .getMessage();
    assertEquals(failure(server.url(), "no bytes for 1 s", "its sha256 is " + SHA), message);
    assertTrue(System.nanoTime() - start < 15e9);
    assertEquals(3, server.ranges.size());
  }

  @Test
  void refusesHalfAFileAnnouncedAsTheWhole() {
    server.announced = 100_000;
    String message = refusal(Checksum.sha256(SHA));
    assertTrue(message.contains("(the sha256 of its bytes is "), message);
    assertFalse(Files.exists(target));
  }

  @Test
  void takesAWholeFileAnnouncedAsMore() throws Exception {
    server.announced = 300_000;
    server.pauseMillis = 300;
    fetch(Checksum.sha256(SHA));
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals(List.of("-", "bytes=200000-"), server.ranges);
  }

  /** The page of a hotel's network would else become weights. */
  @Test
  void refusesAWebPage() {
    server.type = "text/html; charset=utf-8";
    assertEquals(
        failure(server.url(), "the server answers with a web page", "it has no published hash"),
        refusal(UNKNOWN));
  }

  @Test
  void asksTheMirrorInstead() throws Exception {
    String base = server.url().resolve("/graft").toString();
    GraftHome home = home(Map.of("GRAFT_MIRROR", base));
    Download.fetch(home, URI.create("http://weights.invalid/a/b"), Checksum.sha256(SHA), target);
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals(List.of("/graft/w.bin"), server.asked);
    assertEquals(
        "GRAFT_MIRROR is \"mirror.example\", must be http://HOST/FOLDER or https://HOST/FOLDER; a"
            + " name and a password before the host are percent-encoded",
        assertThrows(
                IllegalArgumentException.class,
                () -> home(Map.of("GRAFT_MIRROR", "mirror.example")).mirror())
            .getMessage());
  }

  @Test
  void goesThroughTheProxyOfTheEnvironment() throws Exception {
    String proxy = server.url().getHost() + ":" + server.url().getPort();
    URI far = URI.create("http://weights.invalid/w.bin");
    Download.fetch(home(Map.of("http_proxy", proxy)), far, Checksum.sha256(SHA), target);
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals(List.of(far.toString()), server.asked);
  }

  @Test
  void goesThroughTheProxyOfJavasProperties() throws Exception {
    URI far = URI.create("http://weights.invalid/w.bin");
    System.setProperty("http.proxyHost", server.url().getHost());
    System.setProperty("http.proxyPort", String.valueOf(server.url().getPort()));
    try {
      Map<String, String> other = Map.of("HTTP_PROXY", "http://other.invalid:1");
      Download.fetch(home(other), far, Checksum.sha256(SHA), target);
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
    }
    assertEquals(List.of(far.toString()), server.asked);
  }

  @Test
  void aProxyMayWantAPassword() {
    server.status = 407;
    URI far = URI.create("http://weights.invalid/w.bin");
    String proxy = server.url().toString();
    assertEquals(
        failure(
            far,
            "the proxy wants a name and a password, http://NAME:PASSWORD@HOST:PORT",
            "its sha256 is " + SHA),
        assertThrows(
                DownloadException.class,
                () ->
                    Download.fetch(
                        home(Map.of("ALL_PROXY", proxy)), far, Checksum.sha256(SHA), target))
            .getMessage());
  }

  /** Two kernels want one file: one downloads, the other says that it waits, and takes it. */
  @Test
  void letsOneOfTwoProcessesDownload() throws Exception {
    server.slowMillis = 4_000;
    Process first = DownloadProcess.start(server.url(), SHA, target);
    while (server.ranges.isEmpty()) {
      Thread.sleep(20);
    }
    Process second = DownloadProcess.start(server.url(), SHA, target);
    String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    first.getInputStream().readAllBytes();
    assertEquals(List.of(0, 0), List.of(first.waitFor(), second.waitFor()), said);
    assertTrue(said.contains("waiting for w.bin, which another process downloads"), said);
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertEquals(List.of("-"), server.ranges);
  }

  /** A kernel that is killed leaves its part and its lock to the next one. */
  @Test
  void resumesWhatAKilledProcessLeft() throws Exception {
    server.slowMillis = 20_000;
    Process killed = DownloadProcess.start(server.url(), SHA, target);
    while (!Files.exists(part) || Files.size(part) < 50_000) {
      Thread.sleep(20);
    }
    killed.destroyForcibly().waitFor();
    server.slowMillis = 0;
    fetch(Checksum.sha256(SHA));
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertTrue(server.ranges.get(1).startsWith("bytes="), server.ranges.toString());
  }

  private Path fetch(Checksum checksum) {
    return Download.fetch(home(Map.of()), server.url(), checksum, target);
  }

  private String refusal(Checksum checksum) {
    return assertThrows(DownloadException.class, () -> fetch(checksum)).getMessage();
  }

  private GraftHome home(Map<String, String> environment) {
    return new GraftHome(environment, folder);
  }

  private String failure(URI url, String why, String hash) {
    return "cannot download "
        + url
        + " ("
        + why
        + "); "
        + hash
        + ", it may be put at "
        + target
        + " by hand";
  }
}
