package dev.graft.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Brings a file from the network to a path that does not exist yet. */
interface Fetch {
  void fetch(URI from, Path to) throws IOException;

  /** Downloads by HTTP, following redirects that do not leave HTTPS. */
  static void http(URI from, Path to) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    HttpRequest request = HttpRequest.newBuilder(from).timeout(Duration.ofMinutes(5)).build();
    try {
      var response = client.send(request, HttpResponse.BodyHandlers.ofFile(to));
      if (response.statusCode() != 200) {
        throw new IOException("HTTP status " + response.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while downloading " + from);
    }
  }
}
