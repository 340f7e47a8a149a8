package dev.graft.reference;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.graft.Backbone;
import dev.graft.weights.StateDict;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds published weight files on this machine; where there is none, the test is skipped. */
public final class Published {
  private Published() {}

  /** Reads EfficientNet-Lite0, wherever Graft itself finds it, under timm's names. */
  public static StateDict efficientNetLite0() {
    return Backbone.EFFICIENTNET_LITE0.weights(lite0File());
  }

  /** Finds the checkpoint as a user's notebook would. */
  public static Path lite0File() {
    try {
      return Backbone.EFFICIENTNET_LITE0.file();
    } catch (RuntimeException e) {
      return abort("EfficientNet-Lite0 is not on this machine: " + e.getMessage());
    }
  }

  /** Reads a file of the shared weights folder, from {@code GRAFT_DATA} or beside the checkout. */
  public static StateDict shared(String file) {
    return Weights.read(sharedPath("weights/" + file));
  }

  /** Finds the photos of ants and bees. */
  public static Path antsAndBees() {
    return sharedPath("data/ants_bees");
  }

  private static Path sharedPath(String path) {
    String data = System.getenv("GRAFT_DATA");
    if (data != null) {
      Path beside = Path.of(data).toAbsolutePath().resolveSibling(path);
      if (Files.exists(beside)) {
        return beside;
      }
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path found = at.resolve("shared").resolve(path);
      if (Files.exists(found)) {
        return found;
      }
    }
    return abort("no shared/" + path + " beside this checkout or GRAFT_DATA");
  }

  /** Runs {@code GRAFT_PYTHON}, by default {@code python3}; skips where there is none. */
  public static String python(String... arguments) {
    try {
      Process process =
          new ProcessBuilder(Stream.concat(Stream.of(interpreter()), Stream.of(arguments)).toList())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(
          process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      return abort("no Python: " + e.getMessage());
    }
  }

  private static String interpreter() {
    return System.getenv().getOrDefault("GRAFT_PYTHON", "python3");
  }
}
