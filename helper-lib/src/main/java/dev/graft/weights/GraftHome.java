package dev.graft.weights;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where Graft keeps files, read from the environment: {@code GRAFT_HOME}, else {@code
 * $XDG_CACHE_HOME/graft}, else {@code ~/.cache/graft}. {@code GRAFT_OFFLINE=true} forbids the
 * network, {@code GRAFT_MIRROR} names a server with all files. A value, so that a test hands in its
 * own.
 *
 * @param environment variables by name
 * @param workingFolder where the program was started
 */
public record GraftHome(Map<String, String> environment, Path workingFolder) {

  /** Copies the environment and makes the folder absolute. */
  public GraftHome {
    environment = Map.copyOf(environment);
    workingFolder = workingFolder.toAbsolutePath();
  }

  /**
   * Reads this process's environment.
   *
   * @return the home of this user
   */
  public static GraftHome ofThisProcess() {
    return new GraftHome(System.getenv(), Path.of(""));
  }

  /**
   * Names the folder of everything that Graft caches.
   *
   * @return an absolute path; the folder may not exist yet
   */
  public Path folder() {
    return variable("GRAFT_HOME")
        .map(workingFolder::resolve)
        .or(
            () ->
                variable("XDG_CACHE_HOME")
                    .map(cache -> workingFolder.resolve(cache).resolve("graft")))
        .orElseGet(() -> user().resolve(".cache").resolve("graft"));
  }

  /**
   * Names the folder of weight files.
   *
   * @return {@code weights} in {@link #folder()}; it may not exist yet
   */
  public Path weights() {
    return folder().resolve("weights");
  }

  /**
   * Names the folder of cached features.
   *
   * @return {@code features} in {@link #folder()}; it may not exist yet
   */
  public Path features() {
    return folder().resolve("features");
  }

  /**
   * Names the folder of sample data.
   *
   * @return {@code samples} in {@link #folder()}; it may not exist yet
   */
  public Path samples() {
    return folder().resolve("samples");
  }

  /**
   * Tells whether the network is forbidden.
   *
   * @return true when {@code GRAFT_OFFLINE} is {@code true}, in whatever case, or {@code 1}
   */
  public boolean isOffline() {
    return variable("GRAFT_OFFLINE")
        .filter(v -> v.equalsIgnoreCase("true") || v.equals("1"))
        .isPresent();
  }

  /**
   * Names the server that is asked for every file in place of its publisher.
   *
   * @return the base address in {@code GRAFT_MIRROR}, ending in a slash, or empty
   * @throws IllegalArgumentException when it is no http address
   */
  public Optional<URI> mirror() {
    return variable("GRAFT_MIRROR").map(GraftHome::base);
  }

  private static URI base(String text) {
    if (!text.matches("https?://[^\\s/]+(/\\S*)?")) {
      throw new IllegalArgumentException(
          "GRAFT_MIRROR is \"" + text + "\", must be http://HOST/FOLDER or https://HOST/FOLDER");
    }
    return URI.create(text.endsWith("/") ? text : text + "/");
  }

  /**
   * Reads a variable.
   *
   * @param name as in {@code GRAFT_DATA}
   * @return its value, empty when it is not set or blank
   */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  Path user() {
    return Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")));
  }
}
