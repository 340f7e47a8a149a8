package dev.graft.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What must stand in the environment before a JVM starts, so that training runs at full speed;
 * {@code ./graft} and the kernel that it sets up take care of it. A program that lacks one is told
 * so once, through slf4j, when an engine is loaded.
 *
 * @param name of the environment variable
 * @param value in this process; empty where it is not set
 * @param otherwise what it costs to leave it out
 * @param best what to set it to
 */
public record Setting(String name, String value, String otherwise, String best) {
  /** As bin/environment.sh has it: large blocks are kept, in one arena of huge pages. */
  static final String MALLOC =
      "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1:glibc.malloc.mmap_threshold=4294967296"
          + ":glibc.malloc.trim_threshold=8589934592:glibc.malloc.top_pad=268435456";

  /** Lists those that matter to an engine, whichever the rule would choose. */
  static List<Setting> here(String engine) {
    return of(System.getenv(), engine, glibc());
  }

  static List<Setting> of(Map<String, String> environment, String engine, boolean glibc) {
    List<Setting> settings = new ArrayList<>();
    if (engine.equals(Engines.MXNET)) {
      String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
      settings.add(read(environment, "OMP_NUM_THREADS", "", "MXNet trains on one core", cores));
      String slower = "MXNet trains a third slower than it can";
      settings.add(read(environment, "MXNET_ENGINE_TYPE", "", slower, "NaiveEngine"));
    }
    if (glibc) {
      settings.add(
          read(
              environment,
              "GLIBC_TUNABLES",
              "glibc.malloc.",
              "large activations cost page faults, training is 1.5 to 2 times slower",
              MALLOC));
    }
    return List.copyOf(settings);
  }

  private static Setting read(
      Map<String, String> environment, String name, String part, String otherwise, String best) {
    String value = environment.getOrDefault(name, "");
    return new Setting(name, value.contains(part) ? value : "", otherwise, best);
  }

  static String warning(List<Setting> settings) {
    List<String> names = settings.stream().filter(Setting::missing).map(Setting::name).toList();
    if (names.isEmpty()) {
      return "";
    }
    return "slow: %s %s not set; start through ./graft"
        .formatted(String.join(", ", names), names.size() == 1 ? "is" : "are");
  }

  /**
   * Tells whether it is missing.
   *
   * @return true where the variable is not set
   */
  public boolean missing() {
    return value.isEmpty();
  }

  private static boolean glibc() {
    return System.getProperty("os.name").equals("Linux") && !musl(Path.of("/lib"));
  }

  /** Musl, the other C library of Linux, puts its loader under this name and has no tunables. */
  static boolean musl(Path libraries) {
    if (!Files.isDirectory(libraries)) {
      return false;
    }
    try (Stream<Path> files = Files.list(libraries)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("ld-musl-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
