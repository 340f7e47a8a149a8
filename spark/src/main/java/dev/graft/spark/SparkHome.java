package dev.graft.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Spark distribution made of this JVM's own class path, for {@code local-cluster}: Spark starts
 * its executors from {@code jars/} in the folder that {@code SPARK_HOME} names.
 */
final class SparkHome {
  private SparkHome() {}

  /**
   * Links every jar of the class path into the folder's {@code jars}.
   *
   * @param home what {@code SPARK_HOME} names; made anew
   * @return folders of classes, which no distribution has: for {@code
   *     spark.executor.extraClassPath}
   */
  static String make(Path home) throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    try (var before = Files.list(jars)) {
      for (Path link : before.toList()) {
        Files.delete(link);
      }
    }
    List<String> folders = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.isDirectory(path)) {
        folders.add(path.toString());
      } else if (Files.isRegularFile(path) && entry.endsWith(".jar")) {
        Path link = jars.resolve(path.getFileName());
        if (!Files.exists(link)) {
          Files.createSymbolicLink(link, path);
        }
      }
    }
    return String.join(File.pathSeparator, folders);
  }
}
