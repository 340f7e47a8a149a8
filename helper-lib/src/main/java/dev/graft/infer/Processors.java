package dev.graft.infer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Counts cores: two hardware threads of one core share its arithmetic and gain nothing here. */
final class Processors {
  private static final Path LINUX = Path.of("/sys/devices/system/cpu");

  private Processors() {}

  /** Counts physical cores, as far as the process may use them; at least 1. */
  static int physical() {
    return physical(LINUX, Runtime.getRuntime().availableProcessors());
  }

  static int physical(Path cpus, int available) {
    try (Stream<Path> folders = Files.list(cpus)) {
      long cores =
          folders
              .map(folder -> folder.resolve("topology/thread_siblings_list"))
              .filter(Files::isReadable)
              .map(Processors::text)
              .distinct()
              .count();
      return cores == 0 ? available : (int) Math.min(cores, available);
    } catch (IOException notLinux) {
      return available;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return file.toString();
    }
  }
}
