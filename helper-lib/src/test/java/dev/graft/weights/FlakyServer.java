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
final class FlakyServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final byte[] content;
  private final URI url;

  /** The Range header of each request so far, "-" where there was none. */
  final List<String> ranges = new CopyOnWriteArrayList<>();

  /** Bytes after which a connection is cut, one a request; whole answers when used up. */
  final List<Integer> cuts = new CopyOnWriteArrayList<>();

  volatile boolean honoursRanges = true;
  volatile int status = 200;
  volatile int pauseMillis;

  FlakyServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    var address = server.getAddress();
    url = URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/w.bin");
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "-" : range);
    try (exchange) {
      if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      int from = 0;
      if (range != null && honoursRanges) {
        from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        if (from >= content.length) {
          exchange.sendResponseHeaders(416, -1);
          return;
        }
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      }
      int until = cuts.isEmpty() ? content.length : from + cuts.remove(0);
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
      var body = exchange.getResponseBody();
      body.write(Arrays.copyOfRange(content, from, Math.min(until, content.length)));
      body.flush();
      // a connection that is cut at once may take with it what the client has not read yet
      Thread.sleep(until < content.length ? Math.max(pauseMillis, 200) : pauseMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
