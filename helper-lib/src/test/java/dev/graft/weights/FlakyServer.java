package dev.graft.weights;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on the loopback that misbehaves as told. */
public final class FlakyServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final byte[] content;
  private final URI url;

  /** The Range header of each request so far, "-" where there was none. */
  public final List<String> ranges = new CopyOnWriteArrayList<>();

  /** Bytes after which a connection is cut, one a request; whole answers when used up. */
  public final List<Integer> cuts = new CopyOnWriteArrayList<>();

  /** What was asked for, as the request line has it: whole where this is a proxy. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  /** The Authorization header of each request so far, "-" where there was none. */
  public final List<String> logins = new CopyOnWriteArrayList<>();

  /** Statuses of the next answers; {@link #status} when used up. */
  final List<Integer> statuses = new CopyOnWriteArrayList<>();

  volatile boolean honoursRanges = true;
  public volatile int status = 200;

  /** How long a connection stays open after its last byte. */
  volatile int pauseMillis;

  /** How long it waits in the middle of an answer. */
  volatile int slowMillis;

  public volatile String etag = "";
  volatile String type = "application/octet-stream";
  volatile String location = "";
  volatile int announced;

  /** Serves these bytes at every path. */
  public FlakyServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    var address = server.getAddress();
    url = URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/w.bin");
  }

  /** Names a file there. */
  public URI url() {
    return url;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    ranges.add((range == null ? "-" : range) + (condition == null ? "" : " if " + condition));
    asked.add(exchange.getRequestURI().toString());
    String login = exchange.getRequestHeaders().getFirst("Authorization");
    logins.add(login == null ? "-" : login);
    var headers = exchange.getResponseHeaders();
    try (exchange) {
      int now = statuses.isEmpty() ? status : statuses.remove(0);
      if (now != 200) {
        headers.set("Location", location);
        exchange.sendResponseHeaders(now, -1);
        return;
      }
      headers.set("Content-Type", type);
      if (!etag.isEmpty()) {
        headers.set("ETag", etag);
      }
      int from = 0;
      boolean sameVersion = condition == null || condition.equals(etag);
      if (range != null && honoursRanges && sameVersion) {
        from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        if (from >= content.length) {
          headers.set("Content-Range", "bytes */" + content.length);
          exchange.sendResponseHeaders(416, -1);
          return;
        }
        headers.set(
            "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      }
      int until = cuts.isEmpty() ? content.length : from + cuts.remove(0);
      int length = announced > 0 ? announced : content.length;
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, length - from);
      var body = exchange.getResponseBody();
      byte[] bytes =
          Arrays.copyOfRange(content, from, Math.min(Math.min(until, content.length), length));
      body.write(bytes, 0, bytes.length / 2);
      body.flush();
      Thread.sleep(slowMillis);
      body.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
      body.flush();
      // a connection that is cut at once may take with it what the client has not read yet
      Thread.sleep(until < content.length ? Math.max(pauseMillis, 200) : pauseMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
