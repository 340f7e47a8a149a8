package dev.graft;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What this library calls itself. */
public final class Version {
  private static final String POM = "/META-INF/maven/dev.graft/graft/pom.properties";

  private Version() {}

  /**
   * Reads the version that Maven built.
   *
   * @return for example {@code 0.1.0}; {@code development} where classes do not come from a jar
   */
  public static String current() {
    try (InputStream in = Version.class.getResourceAsStream(POM)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "development");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
