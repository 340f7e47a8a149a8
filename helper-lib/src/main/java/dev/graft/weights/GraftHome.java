package dev.graft.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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
   * Names the folder of what was measured of this machine's processor.
   *
   * @return {@code choices} in {@link #folder()}; it may not exist yet
   */
  public Path choices() {
    return folder().resolve("choices");
  }

  /**
   * Names the folder of what was found of bodies in 8 bits.
   *
   * @return {@code calibrations} in {@link #folder()}; it may not exist yet
   */
  public Path calibrations() {
    return folder().resolve("calibrations");
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
   * @return the base address in {@code GRAFT_MIRROR}, ending in a slash and without the name and
   *     the password that may stand in it, or empty
   * @throws IllegalArgumentException when it is no http address
   */
  public Optional<URI> mirror() {
    return variable("GRAFT_MIRROR").map(GraftHome::base).map(Login::without);
  }

  /** Reads the name and the password that the mirror wants. */
  Optional<Login> mirrorLogin() {
    return variable("GRAFT_MIRROR").map(GraftHome::base).flatMap(Login::of);
  }

  private static URI base(String text) {
    if (text.matches("https?://[^\\s/]+(/\\S*)?")) {
      try {
        URI base = URI.create(text.endsWith("/") ? text : text + "/");
        if (base.getHost() != null) {
          Login.of(base);
          return base;
        }
      } catch (IllegalArgumentException e) {
        // its text has the password, so it is no cause of the next
      }
    }
    throw new IllegalArgumentException(
        "GRAFT_MIRROR is \""
            + Login.hidden(text)
            + "\", must be http://HOST/FOLDER or https://HOST/FOLDER; a name and a password before"
            + " the host are percent-encoded");
  }

  /**
   * Makes a folder in the home. A home that is not there yet is made for its user alone.
   *
   * @param inside the home or elsewhere
   * @return the folder
   * @throws IOException when it cannot be made
   */
  public Path make(Path inside) throws IOException {
    if (inside.normalize().startsWith(folder().normalize())) {
      HomeRights.make(folder());
      HomeRights.say(folders());
    }
    return Destination.folder(inside);
  }

  /**
   * Finds out whether somebody else may write in the home.
   *
   * @return what is wrong, with its remedy; empty where only this user and the system's may
   */
  public Optional<String> openToOthers() {
    return HomeRights.problem(folders());
  }

  private List<Path> folders() {
    return List.of(folder(), weights(), features(), samples());
  }

  /** Says the folder, and nothing of an environment that holds passwords. */
  @Override
  public String toString() {
    return "GraftHome[" + folder() + "]";
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
