package dev.graft.weights;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A program that downloads one file: address, SHA-256, target. */
final class DownloadProcess {
  private DownloadProcess() {}

  public static void main(String... arguments) {
    Path target = Path.of(arguments[2]);
    var home = new GraftHome(Map.of(), target.getParent());
    Download.fetch(home, URI.create(arguments[0]), Checksum.sha256(arguments[1]), target);
  }

  static Process start(URI url, String sha256, Path target) throws java.io.IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            DownloadProcess.class.getName(),
            url.toString(),
            sha256,
            target.toString())
        .redirectErrorStream(true)
        .start();
  }
}
