package dev.graft.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A place on this machine, besides the home, that has a weight file.
 *
 * @param name of it in messages
 * @param opening gives its bytes from the first one, as often as it is called
 */
record WeightSource(String name, Opening opening) {
  /** The largest of the catalogue's files is an eighth of it. */
  private static final long MOST_BYTES = 1L << 32;

  /** What opens it. */
  interface Opening {
    InputStream open() throws IOException;
  }

  static WeightSource of(Path file) {
    return new WeightSource(file.toString(), () -> Files.newInputStream(file));
  }

  static WeightSource of(URL resource) {
    return new WeightSource(resource.toString(), () -> open(resource));
  }

  /** A shared jar file would stay open, with the contents of before where it is replaced. */
  private static InputStream open(URL resource) throws IOException {
    URLConnection connection = resource.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  /** Hashes what is there as the expectation wants it. */
  String hash(Checksum checksum) throws IOException {
    return copy(checksum, OutputStream.nullOutputStream());
  }

  /** Copies what is there and hashes what was copied. */
  String copy(Checksum checksum, OutputStream out) throws IOException {
    try (InputStream in = opening.open()) {
      return checksum.copy(in, out, MOST_BYTES);
    }
  }
}
