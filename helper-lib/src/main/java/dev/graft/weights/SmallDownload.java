package dev.graft.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** One file on its way from a server into memory, refused when it is longer than a limit. */
record SmallDownload(URI url, Proxies proxies, int atMost, Duration patience) {
  private static final int OK = 200;

  byte[] bytes(boolean offline) {
    if (offline) {
      throw failure("GRAFT_OFFLINE is true", null);
    }
    if (url.getHost() == null || url.getRawUserInfo() != null) {
      throw failure("an address is https://HOST/PATH, without name and password", null);
    }
    try {
      return answer();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("interrupted", e);
    } catch (ConnectException e) {
      throw failure("no connection", e);
    } catch (HttpTimeoutException e) {
      throw failure("no answer for " + patience.toSeconds() + " s", e);
    } catch (IOException e) {
      throw failure(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
    }
  }

  private byte[] answer() throws IOException, InterruptedException {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .proxy(proxies)
            .followRedirects(HttpClient.Redirect.NORMAL);
    proxies.authenticator(url, Optional.empty()).ifPresent(client::authenticator);
    HttpRequest request = HttpRequest.newBuilder(url).timeout(patience).build();
    HttpResponse<InputStream> response =
        client.build().send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != OK) {
        throw new IOException("the server answers " + response.statusCode());
      }
      long length = response.headers().firstValueAsLong("Content-Length").orElse(0);
      Limited bytes = new Limited(atMost);
      bytes.require(length);
      BodyCopy.run(body, bytes, patience, count -> {});
      return bytes.out.toByteArray();
    }
  }

  private DownloadException failure(String why, Throwable cause) {
    boolean plain = url.getHost() != null && url.getRawUserInfo() == null;
    String address = plain ? Excerpt.of(url.toString(), 400) : Login.hidden(url.toString());
    return new DownloadException("cannot download " + address + " (" + why + ")", cause);
  }

  /** Refuses the byte after the last that it may take. */
  private static final class Limited extends OutputStream {
    private final int atMost;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Limited(int atMost) {
      this.atMost = atMost;
    }

    void require(long more) throws IOException {
      if (out.size() + more > atMost) {
        throw new IOException("it has more than " + atMost + " bytes");
      }
    }

    @Override
    public void write(int value) throws IOException {
      require(1);
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      require(count);
      out.write(bytes, from, count);
    }
  }
}
