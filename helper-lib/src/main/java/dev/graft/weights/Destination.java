package dev.graft.weights;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a path that somebody names leads: through links to what lies there, or is to lie there.
 * What is renamed onto the link itself would take its place, and leave the other as it was.
 */
public final class Destination {
  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private Destination() {}

  /**
   * Follows the links at the end of a path; those before it the system follows.
   *
   * @param path of a file or folder, which may not exist yet
   * @return an absolute path that is no link
   * @throws IOException when the links go in a circle, or cannot be read
   */
  public static Path of(Path path) throws IOException {
    Path place = path.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(place); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      place = place.resolveSibling(Files.readSymbolicLink(place));
    }
    return place;
  }

  /**
   * Makes a folder and those above it, where they are not there: before Java 20 {@code
   * Files.createDirectories} takes a link to a folder for a file.
   *
   * @param path of the folder, or a link to it
   * @return where it is
   * @throws IOException when it cannot be made
   */
  public static Path folder(Path path) throws IOException {
    Path place = of(path);
    return Files.isDirectory(place) ? place : Files.createDirectories(place);
  }

  /**
   * Makes the folder in which a file is to lie.
   *
   * @param file in it, or a link to that
   * @return where the file is to lie
   * @throws IOException when it cannot be made
   */
  public static Path file(Path file) throws IOException {
    Path place = of(file);
    if (place.getParent() != null) {
      folder(place.getParent());
    }
    return place;
  }
}
