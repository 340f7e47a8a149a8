package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody else put into the home: his files are neither read, written nor deleted. */
@Timeout(60)
class Download_LinksTest {
  private static final byte[] CONTENT = new byte[10_000];
  private static final String SHA = HexFormat.of().formatHex(Sha256.digest().digest(CONTENT));

  @TempDir Path folder;
  private FlakyServer server;
  private GraftHome home;
  private Path target;
  private Path theirs;

  @BeforeEach
  void start() throws Exception {
    server = new FlakyServer(CONTENT);
    home = new GraftHome(Map.of("GRAFT_HOME", "home"), folder);
    target = home.weights().resolve("w.bin");
    theirs = Files.write(folder.resolve("theirs"), Arrays.copyOf(CONTENT, 100));
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no POSIX here");
    Files.createDirectories(target.getParent());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void fetch() throws Exception {
    Download.fetch(home, server.url(), Checksum.sha256(SHA), target);
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertArrayEquals(new byte[100], Files.readAllBytes(theirs));
    assertTrue(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS));
  }

  @ParameterizedTest
  @ValueSource(strings = {".part", ".etag", ".lock", ""})
  void aLinkIsNotFollowed(String ending) throws Exception {
    Files.createSymbolicLink(place(ending), theirs);
    server.cuts.add(5_000);
    server.etag = "\"one\"";
    fetch();
    assertFalse(server.ranges.get(0).startsWith("bytes"), server.ranges.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {".part", ".etag", ".lock"})
  void aSecondNameOfAFileIsNotWrittenTo(String ending) throws Exception {
    Files.createLink(place(ending), theirs);
    fetch();
    assertEquals("-", server.ranges.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {".part", ".etag", ".lock"})
  void aLinkToNowhereMakesNothingThere(String ending) throws Exception {
    Path nowhere = folder.resolve("nowhere");
    Files.createSymbolicLink(place(ending), nowhere);
    fetch();
    assertFalse(Files.exists(nowhere));
  }

  /** Opening it would wait for ever. */
  @ParameterizedTest
  @ValueSource(strings = {".part", ".etag", ".lock"})
  void aPipeIsNotWaitedFor(String ending) throws Exception {
    Process made = new ProcessBuilder("mkfifo", place(ending).toString()).start();
    assumeTrue(made.waitFor() == 0, "no mkfifo here");
    fetch();
  }

  /** It is sent back to a server: a line more would be a header more. */
  @ParameterizedTest
  @ValueSource(strings = {"\"one\"\r\nX: y", "", "\u00e9", "\u0000"})
  void aTagIsOneHeaderOrNone(String tag) throws Exception {
    Files.write(place(".part"), new byte[100]);
    Files.writeString(place(".etag"), tag);
    fetch();
    Files.delete(target);
    Files.write(place(".part"), new byte[100]);
    Files.writeString(place(".etag"), "x".repeat(1 << 20));
    fetch();
    assertEquals(List.of("bytes=100-", "bytes=100-"), server.ranges);
  }

  @Test
  void aHomeIsMadeForItsUserAlone() throws Exception {
    home = new GraftHome(Map.of("GRAFT_HOME", "a/fresh/home"), folder);
    target = home.weights().resolve("w.bin");
    fetch();
    assertEquals("rwx------", rights(home.folder()));
    assertEquals(Optional.empty(), home.openToOthers());
  }

  @Test
  void aHomeThatOthersCanWriteIsSaid() throws Exception {
    Files.createDirectories(home.features());
    for (Path open : List.of(home.folder(), home.weights(), home.features())) {
      assertEquals(Optional.empty(), home.openToOthers());
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
      assertEquals(
          "others can write to "
              + open
              + " (rwxrwxr-x), and so choose the weights that are loaded from there; remedy: chmod"
              + " go-w "
              + open,
          home.openToOthers().orElseThrow());
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static String rights(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Path place(String ending) {
    return target.resolveSibling(ending.isEmpty() ? "w.bin" : ".w.bin" + ending);
  }
}
