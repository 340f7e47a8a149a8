package dev.graft.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.function.Supplier;

/** The line beneath a notebook's first cell: what runs here. */
final class Welcome {
  private static final String POM = "/META-INF/maven/dev.graft/graft/pom.properties";

  private Welcome() {}

  static String line() {
    return line(() -> "engine chosen at first use", Runtime.getRuntime().availableProcessors());
  }

  static String line(Supplier<String> engine, int cores) {
    return "Graft %s · %s · %d CPU %s"
        .formatted(version(), engine.get(), cores, cores == 1 ? "core" : "cores");
  }

  private static String version() {
    try (InputStream in = Welcome.class.getResourceAsStream(POM)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "(development)");
    } catch (IOException e) {
      return "(unknown version)";
    }
  }
}
