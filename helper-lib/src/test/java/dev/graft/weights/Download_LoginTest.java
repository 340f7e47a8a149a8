package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and passwords in addresses: sent to the server they are for, and never printed. */
@Timeout(60)
class Download_LoginTest {
  private static final byte[] CONTENT = {1, 2, 3};
  private static final URI PUBLISHED = URI.create("https://weights.invalid/w.bin");
  private static final String LOGIN =
      "Basic "
          + Base64.getEncoder()
              .encodeToString("me@home:p@ss+w/ö:rd".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;
  private FlakyServer server;
  private FlakyServer other;
  private Path target;

  @BeforeEach
  void start() throws Exception {
    server = new FlakyServer(CONTENT);
    other = new FlakyServer(CONTENT);
    target = folder.resolve("w.bin");
  }

  @AfterEach
  void stop() {
    server.close();
    other.close();
  }

  private static String with(String login, FlakyServer server) {
    return server.url().resolve("/graft").toString().replace("//", "//" + login + "@");
  }

  private GraftHome mirror() {
    return home(Map.of("GRAFT_MIRROR", with("me%40home:p%40ss+w%2F%C3%B6:rd", server)));
  }

  private GraftHome home(Map<String, String> environment) {
    return new GraftHome(environment, folder);
  }

  private void fetch(GraftHome home, URI url) throws Exception {
    Download.fetch(home, url, Checksum.none(), target);
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
  }

  @Test
  void aMirrorsLoginIsSentDecoded() throws Exception {
    fetch(mirror(), PUBLISHED);
    assertEquals(List.of(LOGIN), server.logins);
    assertEquals(List.of("/graft/w.bin"), server.asked);
  }

  @Test
  void soIsThatOfAnyAddress() throws Exception {
    fetch(home(Map.of()), URI.create(with("me%40home:p%40ss+w%2F%C3%B6:rd", server)));
    assertEquals(List.of(LOGIN), server.logins);
    Files.delete(target);
    fetch(home(Map.of()), URI.create(with("token", server)));
    String token = Base64.getEncoder().encodeToString("token:".getBytes(StandardCharsets.UTF_8));
    assertEquals("Basic " + token, server.logins.get(1));
  }

  /** Another port is another server. */
  @Test
  void whereTheMirrorRedirectsItIsNotSent() throws Exception {
    server.statuses.addAll(List.of(302, 307));
    server.location = "/elsewhere";
    server.statuses.remove(1);
    fetch(mirror(), PUBLISHED);
    assertEquals(List.of(LOGIN, LOGIN), server.logins);
    Files.delete(target);
    server.statuses.add(302);
    server.location = with("a:b", other);
    fetch(mirror(), PUBLISHED);
    assertEquals(List.of("-"), other.logins);
    // and back again
    Files.delete(target);
    server.statuses.add(301);
    server.location = other.url().toString();
    other.statuses.add(301);
    other.location = server.url().toString();
    fetch(mirror(), PUBLISHED);
    assertEquals(LOGIN, server.logins.get(server.logins.size() - 1));
    assertEquals(List.of("-", "-"), other.logins);
  }

  @Test
  void redirectsEnd() {
    server.status = 302;
    server.location = "/again";
    String message = refused(mirror());
    assertEquals(true, message.contains("(the server redirects over 5 times)"), message);
    for (String nowhere : List.of("ftp://a/b", "file:///etc/passwd", "http://", "::")) {
      server.location = nowhere;
      assertEquals(true, refused(mirror()).contains("(the server answers 302)"), nowhere);
    }
  }

  /** Whatever goes wrong, neither a text nor a cause of an exception has the password. */
  @Test
  void nothingPrintsIt() {
    for (int status : new int[] {401, 403, 404, 500, 302}) {
      server.status = status;
      refused(mirror());
    }
    server.close();
    refused(mirror());
    var file = WeightFile.at("w.bin", Checksum.sha256("12345678"), PUBLISHED);
    assertSilent(assertThrows(DownloadException.class, () -> WeightStore.in(mirror()).find(file)));
    assertFalse(mirror().mirror().orElseThrow().toString().contains("p%40ss"));
    assertFalse(mirror().mirrorLogin().orElseThrow().toString().contains("ss"));
    assertFalse(mirror().toString().contains("ss"), mirror().toString());
    GraftHome offline =
        home(
            Map.of(
                "GRAFT_OFFLINE",
                "true",
                "GRAFT_MIRROR",
                mirror().environment().get("GRAFT_MIRROR")));
    refused(offline);
    refused(home(Map.of("HTTP_PROXY", "http://me:p%40ss+w%2F@localhost:1")), server.url());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:p@ss w@host/",
        "https://me:p/ss@host/",
        "https://me:p^ss@host/",
        "me:pass@host",
        "ftp://me:pass@host/",
        "https://me:pass@",
        "https://me:pass@ho_st^/",
        "https://me:p%zz@host/",
        "http://me:pa\nss@host/"
      })
  void nothingPrintsAWrongOne(String wrong) {
    Throwable e =
        assertThrows(
            IllegalArgumentException.class, () -> home(Map.of("GRAFT_MIRROR", wrong)).mirror());
    assertEquals(true, e.getMessage().startsWith("GRAFT_MIRROR is \""), e.getMessage());
    assertSilent(e);
    Throwable proxy =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Proxies(home(Map.of("HTTPS_PROXY", wrong + "^")))
                    .select(URI.create("https://a.org/w")));
    assertSilent(proxy);
  }

  private String refused(GraftHome home) {
    return refused(home, PUBLISHED);
  }

  private String refused(GraftHome home, URI url) {
    Throwable e =
        assertThrows(
            DownloadException.class, () -> Download.fetch(home, url, Checksum.none(), target));
    assertSilent(e);
    return e.getMessage();
  }

  private static void assertSilent(Throwable e) {
    var trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    String said = trace.toString().replaceAll("\\bat \\S+", "");
    for (String secret :
        List.of("pass@", "p@ss", "p%40ss", "p/ss", "p^ss", "p%zz", "me%40home", "me:")) {
      assertFalse(said.contains(secret), said);
    }
  }
}
