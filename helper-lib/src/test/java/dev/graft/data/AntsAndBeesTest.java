package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AntsAndBeesTest {
  @TempDir Path home;
  private final List<String> said = new ArrayList<>();
  private HttpServer server;
  private byte[] served = {};

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/photos.zip",
        exchange -> {
          exchange.sendResponseHeaders(served.length == 0 ? 404 : 200, served.length);
          exchange.getResponseBody().write(served);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void downloadsOnce() throws IOException {
    served = zip(photos(244, 153));
    Path folder = photos(Map.of()).folder();
    assertEquals(home.resolve("samples/ants_bees"), folder);
    assertEquals(244, ImageSet.splits(folder).train().size());
    assertEquals(
        List.of("ants and bees downloaded, sha256 " + Sha256.of(served) + " (unverified)"), said);
    assertEquals(List.of("ants_bees"), left());
    served = new byte[0];
    assertEquals(folder, photos(Map.of()).folder());
  }

  @Test
  void prefersTheDataFolder() throws IOException {
    Path data = Files.createDirectories(home.resolve("data/ants_bees")).getParent();
    assertEquals(data.resolve("ants_bees"), photos(Map.of("GRAFT_DATA", data.toString())).folder());
  }

  @Test
  void saysWhatToDoOffline() {
    assertEquals(
        "no photos of ants and bees: GRAFT_OFFLINE=true forbids the download; unpack "
            + source()
            + " so that "
            + home.resolve("samples/ants_bees")
            + " holds train and val, or set GRAFT_DATA to a folder that has ants_bees",
        failure(Map.of("GRAFT_OFFLINE", "true")));
  }

  @Test
  void leavesNothingBehindWhenTheDownloadFails() throws IOException {
    assertFailed("HTTP status 404");
    served = zip(photos(3, 2));
    assertFailed(
        "archive has 3 train, 2 validation and 0 test images of ants, bees, expected 244 train"
            + " and 153");
    served = zip(Map.of("../../evil.txt", new byte[1]));
    assertFailed("archive entry leaves its folder: ../../evil.txt");
    assertFalse(Files.exists(home.resolve("evil.txt")));
  }

  @Test
  void boundsWhatItUnpacks() throws IOException {
    Path archive = Files.write(home.resolve("bomb.zip"), zip(Map.of("a", new byte[2000])));
    assertEquals(
        "archive unpacks to more than 1999 bytes",
        assertThrows(IOException.class, () -> new Unzip(1999, 9).unzip(archive, home))
            .getMessage());
    assertEquals(
        "archive has more than 0 entries",
        assertThrows(IOException.class, () -> new Unzip(1999, 0).unzip(archive, home))
            .getMessage());
  }

  private void assertFailed(String reason) throws IOException {
    String message = failure(Map.of());
    assertTrue(message.contains("the download failed (" + reason + ");"), message);
    assertEquals(List.of(), left());
  }

  private String failure(Map<String, String> environment) {
    return assertThrows(IllegalStateException.class, () -> photos(environment).folder())
        .getMessage();
  }

  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve("samples"))) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  private URI source() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/photos.zip");
  }

  private AntsAndBees photos(Map<String, String> environment) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put("GRAFT_HOME", home.toString());
    return new AntsAndBees(all, source(), Fetch::http, said::add);
  }

  private static Map<String, byte[]> photos(int train, int validation) {
    byte[] png = Fixtures.encoded(Fixtures.plain(4, 4, Color.RED), "png");
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < train; i++) {
      entries.put("hymenoptera_data/train/" + (i % 2 == 0 ? "ants/" : "bees/") + i, png);
    }
    for (int i = 0; i < validation; i++) {
      entries.put("hymenoptera_data/val/" + (i % 2 == 0 ? "ants/" : "bees/") + i, png);
    }
    return entries;
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
