package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SmallDownloadTest {
  private static final byte[] CONTENT = new byte[100_000];
  private FlakyServer server;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(CONTENT);
    server = new FlakyServer(CONTENT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private byte[] bytes(int atMost, String... environment) {
    Map<String, String> set =
        environment.length == 0 ? Map.of() : Map.of(environment[0], environment[1]);
    var home = new GraftHome(set, Path.of(""));
    return new SmallDownload(server.url(), new Proxies(home), atMost, Duration.ofSeconds(1))
        .bytes(home.isOffline());
  }

  @Test
  void fetchesAFileWithinTheLimit() {
    assertArrayEquals(CONTENT, bytes(CONTENT.length));
    assertEquals(failure("it has more than 99999 bytes"), refusal(() -> bytes(CONTENT.length - 1)));
  }

  @Test
  void asksNobodyOffline() {
    assertEquals(
        failure("GRAFT_OFFLINE is true"), refusal(() -> bytes(1 << 20, "GRAFT_OFFLINE", "true")));
    assertTrue(server.asked.isEmpty());
  }

  @Test
  void goesThroughTheProxy() throws IOException {
    try (FlakyServer proxy = new FlakyServer(CONTENT)) {
      URI far = URI.create("http://photos.invalid/x.png");
      String address = "http://" + proxy.url().getAuthority();
      var home = new GraftHome(Map.of("HTTP_PROXY", address), Path.of(""));
      assertArrayEquals(CONTENT, Download.bytes(home, far, 1 << 20));
      assertEquals(far.toString(), proxy.asked.get(0));
    }
  }

  @Test
  void saysWhatWentWrong() {
    server.status = 404;
    assertEquals(failure("the server answers 404"), refusal(() -> bytes(1 << 20)));
    server.status = 200;
    server.cuts.add(50);
    server.pauseMillis = 4000;
    assertEquals(failure("no bytes for 1 s"), refusal(() -> bytes(1 << 20)));
    server.close();
    assertEquals(failure("no connection"), refusal(() -> bytes(1 << 20)));
  }

  private String failure(String why) {
    return "cannot download " + server.url() + " (" + why + ")";
  }

  private static String refusal(Runnable call) {
    return assertThrows(DownloadException.class, call::run).getMessage();
  }
}
