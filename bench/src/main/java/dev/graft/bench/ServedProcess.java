package dev.graft.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./graft serve} as another process, and what can be seen of it from outside. */
final class ServedProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("serving .* at (http://\\S+);");
  private static final Pattern CODE =
      Pattern.compile("graft_requests_total\\{path=\"[^\"]*\",code=\"(\\d+)\"} (\\d+)");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  private ServedProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it and waits until it listens. */
  static ServedProcess start(Path model, Path log) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.graft.cli.Main",
            "serve",
            model.toString(),
            "--port",
            "0");
    try {
      Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
      var out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher found = ADDRESS.matcher(line);
        if (found.find()) {
          return new ServedProcess(process, URI.create(found.group(1)));
        }
      }
      throw new IllegalStateException("the service does not start; its log is " + log);
    } catch (IOException e) {
      throw new UncheckedIOException("the service cannot be started", e);
    }
  }

  URI address() {
    return address;
  }

  /** MiB of memory that the process holds. */
  double resident() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("the service has ended", e);
    }
  }

  /** Requests by the code of their answer. */
  TreeMap<String, Long> codes() {
    TreeMap<String, Long> codes = new TreeMap<>();
    CODE.matcher(text("/metrics"))
        .results()
        .forEach(found -> codes.merge(found.group(1), Long.parseLong(found.group(2)), Long::sum));
    return codes;
  }

  long swaps() {
    Matcher found = Pattern.compile("graft_model_swaps_total (\\d+)").matcher(text("/metrics"));
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  /** What it says of a photo. */
  String answer(Path photo) {
    try {
      return sent(
          HttpRequest.newBuilder(address.resolve("/predict"))
              .POST(HttpRequest.BodyPublishers.ofFile(photo)));
    } catch (IOException e) {
      throw new UncheckedIOException("no photo " + photo, e);
    }
  }

  private String text(String path) {
    return sent(HttpRequest.newBuilder(address.resolve(path)));
  }

  private String sent(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException("no answer from " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + address + " was asked", e);
    }
  }

  /** Ends it as a machine that fails would. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  @Override
  public void close() {
    process.destroy();
    await();
  }

  private void await() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
