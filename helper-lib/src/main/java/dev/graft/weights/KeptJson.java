package dev.graft.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** Small findings that are kept in {@code GRAFT_HOME} so that they are not found twice. */
public final class KeptJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 8 << 20;

  private KeptJson() {}

  /**
   * Reads a file.
   *
   * @param <T> what was found
   * @param file that may not be there
   * @param reading makes it of the file's fields; whatever it throws says that they are none of its
   * @return empty where the file cannot be read, whatever the reason
   */
  public static <T> Optional<T> read(Path file, Function<Fields, Optional<T>> reading) {
    try {
      String name = file.toString();
      return reading.apply(new Fields(BoundedJson.object(name, BoundedFile.read(file, LONGEST))));
    } catch (IOException | RuntimeException absent) {
      return Optional.empty();
    }
  }

  /**
   * Keeps what was found, by an atomic rename. Where that cannot be the log says so, and nothing
   * else happens.
   *
   * @param file to create or replace; its folder is made where it is missing
   * @param found at most 8 MiB
   */
  public static void keep(Path file, ObjectNode found) {
    try {
      byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(found);
      Files.createDirectories(file.getParent());
      AtomicFile.write(file, out -> out.write(text));
    } catch (IOException | UncheckedIOException e) {
      LoggerFactory.getLogger("dev.graft").warn("what was found is not kept: {}", e.getMessage());
    }
  }
}
