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
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** One file on its way from a server, through a part file, to its target. */
record Transfer(URI url, Checksum checksum, Path target, Proxies proxies, Duration patience) {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int PROXY_WANTS_PASSWORD = 407;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  boolean isDone() throws IOException {
    return Files.isRegularFile(target)
        && (!checksum.isKnown() || checksum.accepts(checksum.of(target)));
  }

  /** Names a hidden file beside the target. */
  Path sibling(String ending) {
    return target.resolveSibling("." + target.getFileName() + ending);
  }

  DownloadException failure(String why, Throwable cause) {
    String hash =
        checksum.isKnown()
            ? "its " + checksum.title() + " is " + checksum.expected()
            : "it has no published hash";
    return new DownloadException(
        "cannot download "
            + url
            + " ("
            + why
            + "); "
            + hash
            + ", it may be put at "
            + target
            + " by hand",
        cause);
  }

  String reason(IOException e) {
    if (e instanceof ConnectException) {
      return "no connection";
    }
    if (e instanceof HttpTimeoutException) {
      return "no answer for " + patience.toSeconds() + " s";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Takes what is missing, verifies the whole and publishes it. */
  void run() throws IOException, InterruptedException {
    var part = new PartFile(sibling(".part"), sibling(".etag"));
    long have = part.resumable(checksum);
    long from;
    HttpResponse<InputStream> response = request(part, have);
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      if (have > 0 && status == RANGE_NOT_SATISFIABLE) {
        // all of it is there already, or another file is
        part.requireLength(PartFile.total(response));
        finish(part, have);
        return;
      }
      boolean resumed = status == PARTIAL && PartFile.startsAt(response, have);
      if (status == PARTIAL && !resumed) {
        part.delete();
        throw new IOException("the server sends another range than was asked for");
      }
      requireContent(response);
      from = resumed ? have : 0;
      part.remember(response, from);
      save(response, body, part, from);
    }
    finish(part, from);
  }

  private void requireContent(HttpResponse<?> response) throws IOException {
    int status = response.statusCode();
    if (status == TOO_MANY || status >= SERVER_ERROR) {
      throw new IOException("the server answers " + status); // it may be better in a moment
    }
    if (status == PROXY_WANTS_PASSWORD) {
      throw failure("the proxy wants a name and a password, http://NAME:PASSWORD@HOST:PORT", null);
    }
    if (status != PARTIAL && status != OK) {
      throw failure("the server answers " + status, null);
    }
    if (response.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
      throw failure("the server answers with a web page", null);
    }
  }

  private HttpResponse<InputStream> request(PartFile part, long have)
      throws IOException, InterruptedException {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .proxy(proxies)
            .followRedirects(HttpClient.Redirect.NORMAL);
    proxies.authenticator(url).ifPresent(client::authenticator);
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(patience);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
      part.validator().ifPresent(tag -> request.header("If-Range", tag));
    }
    return client.build().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private void save(HttpResponse<?> response, InputStream body, PartFile part, long have)
      throws IOException, InterruptedException {
    long rest = response.headers().firstValueAsLong("Content-Length").orElse(0);
    long room = Files.getFileStore(target.getParent()).getUsableSpace();
    if (rest > room) {
      throw failure("the disk has room for " + room + " of " + rest + " bytes", null);
    }
    StandardOpenOption mode =
        have > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try (OutputStream out =
            Files.newOutputStream(
                part.file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode);
        var progress =
            Progress.start("downloading " + target.getFileName() + ", bytes", have + rest)) {
      progress.step(have, "");
      BodyCopy.run(body, out, patience, bytes -> progress.step(bytes, ""));
    }
    part.requireLength(PartFile.total(response));
  }

  private void finish(PartFile part, long resumedAt) throws IOException {
    String actual = checksum.of(part.file());
    if (checksum.accepts(actual)) {
      AtomicFile.publish(part.file(), target);
      part.delete();
      return;
    }
    part.delete();
    String why = "the " + checksum.title() + " of its bytes is " + actual;
    if (resumedAt > 0) {
      throw new IOException(why); // the first half may be of another file: worth a new start
    }
    throw failure(why, null);
  }
}
