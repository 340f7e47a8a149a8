package dev.graft.weights;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A published weight file and where it may be had.
 *
 * @param name of the file in the home, no folder
 * @param checksum that its bytes should have
 * @param urls to download it from, tried in order; may be empty
 * @param pythonPackage folder in site-packages that brings it, empty where none does
 * @param pathInPackage of the file within that folder, empty where there is none
 * @param artifact that brings it on the class path, as {@code GROUP:NAME}; empty where none does
 */
public record WeightFile(
    String name,
    Checksum checksum,
    List<URI> urls,
    String pythonPackage,
    String pathInPackage,
    String artifact) {

  /** Copies and checks. */
  public WeightFile {
    urls = List.copyOf(urls);
    if (name.isBlank()
        || !name.equals(String.valueOf(Path.of(name).getFileName()))
        || name.startsWith(".")) {
      throw new IllegalArgumentException(
          "weight file name is \"" + name + "\", must be a file name without folder");
    }
    if (pythonPackage.isEmpty() != pathInPackage.isEmpty()) {
      throw new IllegalArgumentException(
          "python package is \""
              + pythonPackage
              + "\" and path in it \""
              + pathInPackage
              + "\", both or neither must be given");
    }
  }

  /**
   * Describes a file that is downloaded.
   *
   * @param name of the file
   * @param checksum that its bytes should have
   * @param urls to download it from, tried in order
   * @return the description
   */
  public static WeightFile at(String name, Checksum checksum, URI... urls) {
    return new WeightFile(name, checksum, List.of(urls), "", "", "");
  }

  /**
   * Describes a file that an installed Python package brings.
   *
   * @param name of the file
   * @param checksum that its bytes should have
   * @param pythonPackage its folder in site-packages
   * @param pathInPackage of the file within that folder
   * @return the description
   */
  public static WeightFile inPackage(
      String name, Checksum checksum, String pythonPackage, String pathInPackage) {
    return new WeightFile(name, checksum, List.of(), pythonPackage, pathInPackage, "");
  }
}
