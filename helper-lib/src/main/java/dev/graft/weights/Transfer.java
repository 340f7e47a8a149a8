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
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** One file on its way from a server, through a part file, to its target. */
record Transfer(
    URI url,
    Optional<Login> login,
    Checksum checksum,
    Path target,
    Proxies proxies,
    Duration patience) {
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
    return Excerpt.of(e);
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
    URI at = url;
    for (int hops = 0; hops <= Redirect.MOST; hops++) {
      HttpResponse<InputStream> response =
          client(at).send(request(at, part, have), HttpResponse.BodyHandlers.ofInputStream());
      Optional<URI> next = Redirect.of(response, at);
      if (next.isEmpty()) {
        return response;
      }
      response.body().close();
      at = next.get();
    }
    throw failure("the server redirects over " + Redirect.MOST + " times", null);
  }

  private HttpClient client(URI at) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .proxy(proxies)
            .followRedirects(HttpClient.Redirect.NEVER);
    proxies.authenticator(at, login).ifPresent(client::authenticator);
    return client.build();
  }

  private HttpRequest request(URI at, PartFile part, long have) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(patience);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
      part.validator().ifPresent(tag -> request.header("If-Range", tag));
    }
    login
        .filter(known -> known.isFor(at))
        .ifPresent(known -> request.header("Authorization", known.basic()));
    return request.build();
  }

  private void save(HttpResponse<?> response, InputStream body, PartFile part, long have)
      throws IOException, InterruptedException {
    long rest = response.headers().firstValueAsLong("Content-Length").orElse(0);
    long room = Files.getFileStore(target.getParent()).getUsableSpace();
    if (rest > room) {
      throw failure("the disk has room for " + room + " of " + rest + " bytes", null);
    }
    try (OutputStream out =
            Channels.newOutputStream(
                have > 0 ? OwnFile.appending(part.file()) : OwnFile.fresh(part.file()));
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
