package dev.graft.weights;

import dev.graft.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** One file on its way from a server, through a part file, to its target. */
record Transfer(URI url, String sha256, Path target) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  boolean isDone() throws IOException {
    return Files.isRegularFile(target) && Sha256.of(target).equals(sha256);
  }

  /** Names a hidden file beside the target. */
  Path sibling(String ending) {
    return target.resolveSibling("." + target.getFileName() + ending);
  }

  DownloadException failure(String why, Throwable cause) {
    return new DownloadException(
        "cannot download "
            + url
            + " ("
            + why
            + "); its sha256 is "
            + sha256
            + ", it may be put at "
            + target
            + " by hand",
        cause);
  }

  static String reason(IOException e) {
    if (e instanceof ConnectException) {
      return "no connection";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Takes what is missing, verifies the whole and publishes it. */
  void run() throws IOException, InterruptedException {
    Path part = sibling(".part");
    long have = Files.exists(part) ? Files.size(part) : 0;
    long from;
    HttpResponse<InputStream> response = request(have);
    try (InputStream body = response.body()) {
      if (have > 0 && response.statusCode() == RANGE_NOT_SATISFIABLE) {
        // all of it is there already, or another file is
        finish(part, have);
        return;
      }
      boolean resumed = response.statusCode() == PARTIAL && startsAt(response, have);
      if (response.statusCode() == PARTIAL && !resumed) {
        Files.delete(part);
        throw new IOException("the server sends another range than was asked for");
      }
      if (response.statusCode() != PARTIAL && response.statusCode() != OK) {
        throw failure("the server answers " + response.statusCode(), null);
      }
      from = resumed ? have : 0;
      save(response, body, part, from);
    }
    finish(part, from);
  }

  private HttpResponse<InputStream> request(long have) throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(PATIENCE);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private static boolean startsAt(HttpResponse<?> response, long have) {
    return response
        .headers()
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + have + "-"))
        .isPresent();
  }

  private void save(HttpResponse<?> response, InputStream body, Path part, long have)
      throws IOException, InterruptedException {
    long rest = response.headers().firstValueAsLong("Content-Length").orElse(0);
    StandardOpenOption mode =
        have > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try (OutputStream out =
            Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode);
        var progress =
            Progress.start("downloading " + target.getFileName() + ", bytes", have + rest)) {
      progress.step(have, "");
      BodyCopy.run(body, out, PATIENCE, bytes -> progress.step(bytes, ""));
    }
  }

  private void finish(Path part, long resumedAt) throws IOException {
    String actual = Sha256.of(part);
    if (actual.equals(sha256)) {
      AtomicFile.publish(part, target);
      return;
    }
    Files.delete(part);
    String why = "the sha256 of its bytes is " + actual;
    if (resumedAt > 0) {
      throw new IOException(why); // the first half may be of another file: worth a new start
    }
    throw failure(why, null);
  }
}
