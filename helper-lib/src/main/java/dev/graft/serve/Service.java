package dev.graft.serve;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A saved model that answers over HTTP: {@code POST /predict} with a photo or with JSON, {@code
 * /look} with a picture of where it looks, {@code GET /health}, {@code /metrics} for Prometheus,
 * {@code /openapi.json}, and a page to try it.
 *
 * <pre>{@code
 * try (var service = Service.start(Path.of("model"), 0)) {
 *   System.out.println(service.address());
 * }
 * }</pre>
 *
 * <p>Requests that arrive within two milliseconds are answered together. A model that is saved to
 * the same folder takes the old one's place between two batches; one that cannot be loaded does
 * not. At most 64 requests of at most 16 MiB and photos of 50 megapixels are taken on at a time,
 * what is beyond is refused with 503 or 413, what cannot be read with 400. Threads may share it.
 */
public final class Service implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int WAITING = 1024;
  private static final long PATIENCE_MILLISECONDS = 10_000;

  /**
   * The JDK's server reads them once; whoever has set them knows better. It sends the head of an
   * answer and its body apart, of which the second would wait for the client to confirm the first.
   */
  private static final List<String> SETTINGS =
      List.of(
          "sun.net.httpserver.maxReqTime=30",
          "sun.net.httpserver.maxRspTime=60",
          "sun.net.httpserver.nodelay=true");

  private final HttpServer server;
  private final ExecutorService threads;
  private final Batcher<Question, Question.Answered> batcher;
  private final Routes routes;
  private final Figures figures;

  private Service(HttpServer server, Served served, Limits limits, Figures figures) {
    this.server = server;
    this.figures = figures;
    this.batcher = new Batcher<>(limits.requests(), served, Question::answered, figures);
    this.routes = new Routes(new Answers(limits, served, batcher), figures);
    this.threads =
        Executors.newFixedThreadPool(
            limits.requests() + 16, work -> new Thread(work, "graft-request"));
    server.createContext("/", routes);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Serves a model to this machine alone.
   *
   * @param model folder of a saved model of classes, of photos or texts
   * @param port to listen at, 0 for any that is free
   * @return the running service, to be closed
   * @throws IllegalArgumentException if there is no model that can be served
   * @throws UncheckedIOException if the port is taken
   */
  public static Service start(Path model, int port) {
    return start(model, LOOPBACK, port);
  }

  /**
   * Serves a model.
   *
   * @param model folder of a saved model of classes, of photos or texts
   * @param host address to listen at, such as {@code 0.0.0.0} for whoever reaches this machine
   * @param port to listen at, 0 for any that is free
   * @return the running service, to be closed
   * @throws IllegalArgumentException if there is no model that can be served, or no such host
   * @throws UncheckedIOException if the port is taken
   */
  public static Service start(Path model, String host, int port) {
    return start(model, host, port, Limits.usual());
  }

  static Service start(Path model, String host, int port, Limits limits) {
    for (String setting : SETTINGS) {
      String[] pair = setting.split("=");
      System.getProperties().putIfAbsent(pair[0], pair[1]);
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port is " + port + ", must be 0 to 65535");
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("no such host: " + host);
    }
    HttpServer server;
    try {
      server = HttpServer.create(address, WAITING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen at " + host + ":" + port + ": " + e.getMessage(), e);
    }
    try {
      Figures figures = new Figures();
      return new Service(server, new Served(model, Question::warm, figures), limits, figures);
    } catch (RuntimeException | Error e) {
      server.stop(0);
      throw e;
    }
  }

  /**
   * Tells where it listens.
   *
   * @return such as {@code http://127.0.0.1:8080}
   */
  public URI address() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().isAnyLocalAddress() ? LOOPBACK : address.getHostString();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
  }

  /** Answers what has arrived, refuses what comes then, and ends; takes 10 seconds at most. */
  @Override
  public void close() {
    routes.stop();
    long until = System.currentTimeMillis() + PATIENCE_MILLISECONDS;
    while (figures.running() > 0 && System.currentTimeMillis() < until) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    server.stop(0);
    batcher.close();
    threads.shutdownNow();
  }
}
