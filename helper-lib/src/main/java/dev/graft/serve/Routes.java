package dev.graft.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Which path is answered how. Whatever goes wrong is one sentence in JSON and never a trace. */
final class Routes implements HttpHandler {
  private static final Logger LOG = Logger.getLogger("dev.graft.serve");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src blob: data:; connect-src"
          + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String JSON = "application/json";
  private static final long MOST_DISCARDED = 32 << 20;

  /** Path to its file among the resources and its type. */
  private static final Map<String, String[]> FILES =
      Map.of(
          "/", new String[] {"page.html", "text/html; charset=utf-8"},
          "/page.css", new String[] {"page.css", "text/css; charset=utf-8"},
          "/page.js", new String[] {"page.js", "text/javascript; charset=utf-8"},
          "/openapi.json", new String[] {"openapi.json", JSON});

  private record Reply(String type, byte[] bytes) {}

  private final Answers answers;
  private final Figures figures;
  private volatile boolean stops;

  Routes(Answers answers, Figures figures) {
    this.answers = answers;
    this.figures = figures;
  }

  /** From now on requests are refused, so that a load balancer asks another. */
  void stop() {
    stops = true;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    figures.begins();
    String path = exchange.getRequestURI().getPath();
    int status = 200;
    try (exchange) {
      Reply reply;
      try {
        reply = reply(exchange, path);
      } catch (Refusal e) {
        status = e.status();
        reply = new Reply(JSON, Answers.json(Map.of("error", String.valueOf(e.getMessage()))));
      } catch (RuntimeException | Error e) {
        LOG.log(Level.SEVERE, "a request failed", e);
        status = 500;
        reply =
            new Reply(JSON, Answers.json(Map.of("error", "the service failed; its log says why")));
      }
      send(exchange, status, reply);
    } finally {
      figures.ends(known(path), status, System.nanoTime() - start);
    }
  }

  private Reply reply(HttpExchange exchange, String path) throws IOException {
    boolean post = path.equals("/predict") || path.equals("/look");
    if (post && stops) {
      throw new Refusal(Refusal.BUSY, "the service stops");
    }
    if (!post && !isRead(path)) {
      throw new Refusal(
          Refusal.NO_SUCH,
          "no such path; there are /predict, /look, /health, /metrics and /openapi.json");
    }
    String method = exchange.getRequestMethod();
    if (!method.equals(post ? "POST" : "GET") && !(method.equals("HEAD") && !post)) {
      throw new Refusal(Refusal.NO_SUCH_METHOD, path + " takes " + (post ? "POST" : "GET"));
    }
    return switch (path) {
      case "/predict" -> new Reply(JSON, answers.predicted(exchange));
      case "/look" -> new Reply("image/png", answers.looked(exchange));
      case "/health" -> new Reply(JSON, answers.health(stops));
      case "/metrics" ->
          new Reply(
              "text/plain; version=0.0.4; charset=utf-8",
              figures.toString().getBytes(StandardCharsets.UTF_8));
      default -> file(FILES.get(path));
    };
  }

  private static boolean isRead(String path) {
    return FILES.containsKey(path) || path.equals("/health") || path.equals("/metrics");
  }

  /** Of what anybody may ask for, names that are few. */
  private static String known(String path) {
    return isRead(path) || path.equals("/predict") || path.equals("/look") ? path : "other";
  }

  private static Reply file(String[] file) throws IOException {
    try (InputStream in = Routes.class.getResourceAsStream(file[0])) {
      return new Reply(file[1], in.readAllBytes());
    }
  }

  /** A client that still writes when its connection closes never reads why it was refused. */
  private static void discard(InputStream rest) throws IOException {
    byte[] some = new byte[1 << 16];
    int read = 0;
    for (long all = 0; read >= 0 && all < MOST_DISCARDED; all += read) {
      read = rest.read(some);
    }
  }

  private static void send(HttpExchange exchange, int status, Reply reply) throws IOException {
    if (status >= Refusal.BAD) {
      discard(exchange.getRequestBody());
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", reply.type());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Content-Security-Policy", POLICY);
    if (status == Refusal.BUSY) {
      headers.set("Retry-After", "1");
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : reply.bytes().length);
    if (!head) {
      exchange.getResponseBody().write(reply.bytes());
    }
  }
}
