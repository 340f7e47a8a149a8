package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.weights.FlakyServer;
import dev.graft.weights.GraftHome;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AntsAndBeesTest {
  @TempDir Path home;
  private final List<String> said = new ArrayList<>();

  @Test
  void downloadsOnce() throws IOException {
    byte[] archive = zip(photos(244, 153));
    try (var server = new FlakyServer(archive)) {
      Path folder = photos(server.url(), Map.of()).folder();
      assertEquals(home.resolve("samples/ants_bees"), folder);
      assertEquals(244, ImageSet.splits(folder).train().size());
      assertEquals(
          List.of("ants and bees downloaded, sha256 " + Sha256.of(archive) + " (unverified)"),
          said);
      assertEquals(List.of("ants_bees"), left());
      assertEquals(folder, photos(server.url(), Map.of()).folder());
      assertEquals(1, server.asked.size());
    }
  }

  /** As weights are fetched. */
  @Test
  void resumesWhatWasCut() throws IOException {
    byte[] archive = zip(photos(244, 153));
    try (var server = new FlakyServer(archive)) {
      server.etag = "\"1\"";
      server.cuts.add(archive.length / 2);
      Path folder = photos(server.url(), Map.of()).folder();
      assertEquals(153, ImageSet.splits(folder).validation().size());
      assertEquals(
          List.of("-", "bytes="), server.ranges.stream().map(r -> r.split("\\d")[0]).toList());
    }
  }

  @Test
  void asksTheMirrorByThePublishersName() throws IOException {
    try (var server = new FlakyServer(zip(photos(244, 153)))) {
      String mirror = server.url().resolve("/m").toString();
      photos(AntsAndBees.PUBLISHED, Map.of("GRAFT_MIRROR", mirror)).folder();
      assertEquals(List.of("/m/hymenoptera_data.zip"), server.asked);
    }
  }

  @Test
  void takesAnArchiveThatWasPutThereByHand() throws IOException {
    Files.createDirectories(home.resolve("samples"));
    Files.write(home.resolve("samples/hymenoptera_data.zip"), zip(photos(244, 153)));
    photos(AntsAndBees.PUBLISHED, Map.of("GRAFT_OFFLINE", "1")).folder();
    assertEquals(List.of("ants_bees"), left());
  }

  @Test
  void prefersTheDataFolder() throws IOException {
    Path data = Files.createDirectories(home.resolve("data/ants_bees")).getParent();
    assertEquals(
        data.resolve("ants_bees"),
        photos(AntsAndBees.PUBLISHED, Map.of("GRAFT_DATA", data.toString())).folder());
  }

  @Test
  void saysWhatToDoOffline() {
    assertEquals(
        "no photos of ants and bees: cannot download"
            + " https://download.pytorch.org/tutorial/hymenoptera_data.zip (GRAFT_OFFLINE is"
            + " true); it has no published hash, it may be put at "
            + home.resolve("samples/hymenoptera_data.zip")
            + " by hand; or set GRAFT_DATA to a folder that has ants_bees",
        failure(AntsAndBees.PUBLISHED, Map.of("GRAFT_OFFLINE", "true")));
  }

  @Test
  void saysWhatTheServerAnswers() throws IOException {
    try (var server = new FlakyServer(new byte[0])) {
      server.status = 404;
      String message = failure(server.url(), Map.of());
      assertTrue(message.contains(server.url() + " (the server answers 404);"), message);
      assertEquals(List.of(), left());
    }
  }

  @Test
  void leavesNothingBehindOfAnArchiveThatIsAnother() throws IOException {
    assertRefused(
        photos(3, 2),
        "archive has 3 train, 2 validation and 0 test images of ants, bees, expected 244 train"
            + " and 153");
    assertRefused(
        Map.of("../../evil.txt", new byte[1]), "archive entry leaves its folder: ../../evil.txt");
    assertFalse(Files.exists(home.resolve("evil.txt")));
  }

  private void assertRefused(Map<String, byte[]> entries, String reason) throws IOException {
    try (var server = new FlakyServer(zip(entries))) {
      assertEquals(
          "no photos of ants and bees: "
              + reason
              + " ("
              + home.resolve("samples/hymenoptera_data.zip")
              + ", now deleted); put "
              + server.url()
              + " there by hand, or set GRAFT_DATA to a folder that has ants_bees",
          failure(server.url(), Map.of()));
      assertEquals(List.of(), left());
    }
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

  private String failure(URI source, Map<String, String> environment) {
    return assertThrows(IllegalStateException.class, () -> photos(source, environment).folder())
        .getMessage();
  }

  /** The download's lock stays. */
  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve("samples"))) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith(".lock"))
          .toList();
    }
  }

  private AntsAndBees photos(URI source, Map<String, String> environment) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put("GRAFT_HOME", home.toString());
    return new AntsAndBees(new GraftHome(all, home), source, said::add);
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
