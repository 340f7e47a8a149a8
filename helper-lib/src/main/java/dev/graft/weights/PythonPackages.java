package dev.graft.weights;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the folders of installed Python packages by the layout of their environments. No Python is
 * started: what lies on the path is not ours to execute.
 */
final class PythonPackages {
  private static final List<String> ENVIRONMENTS =
      List.of("GRAFT_VENV", "VIRTUAL_ENV", "CONDA_PREFIX");
  private static final List<String> LIBRARIES = List.of("lib", "lib64", "Lib");
  private static final List<String> PACKAGES = List.of("site-packages", "dist-packages");

  private PythonPackages() {}

  /**
   * Lists existing folders: of the environment that {@code ./graft} made, the active one, one
   * beside the project, the path's, the user's.
   */
  static List<Path> folders(GraftHome home) {
    Set<Path> prefixes = new LinkedHashSet<>();
    ENVIRONMENTS.stream()
        .flatMap(name -> home.variable(name).stream())
        .flatMap(PythonPackages::path)
        .map(home.workingFolder()::resolve)
        .forEach(prefixes::add);
    prefixes.add(home.workingFolder().resolve(".venv"));
    if (home.workingFolder().getParent() != null) {
      prefixes.add(home.workingFolder().resolveSibling(".venv"));
    }
    pythonOnPath(home, prefixes);
    prefixes.add(home.user().resolve(".local"));
    Set<Path> folders = new LinkedHashSet<>();
    prefixes.forEach(prefix -> addPackages(prefix, folders));
    return List.copyOf(folders);
  }

  private static void pythonOnPath(GraftHome home, Set<Path> prefixes) {
    for (String entry : home.variable("PATH").orElse("").split(java.io.File.pathSeparator)) {
      Path python = path(entry).map(folder -> folder.resolve("python3")).findFirst().orElse(null);
      if (!entry.isBlank() && python != null && Files.isRegularFile(python)) {
        // an environment's python3 is a link; its packages lie beside the link, not its target
        for (Path bin : List.of(python.toAbsolutePath(), real(python))) {
          Path prefix = bin.getParent().getParent();
          if (prefix != null) {
            prefixes.add(prefix);
            prefixes.add(prefix.resolve("local"));
          }
        }
        return;
      }
    }
  }

  private static void addPackages(Path prefix, Set<Path> folders) {
    for (String library : LIBRARIES) {
      List<Path> candidates = new ArrayList<>();
      candidates.add(prefix.resolve(library));
      if (Files.isDirectory(prefix.resolve(library))) {
        try (DirectoryStream<Path> pythons =
            Files.newDirectoryStream(prefix.resolve(library), "python3*")) {
          pythons.forEach(candidates::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
          continue; // unreadable: nothing to be found there
        }
      }
      for (Path candidate : candidates) {
        PACKAGES.stream().map(candidate::resolve).filter(Files::isDirectory).forEach(folders::add);
      }
    }
  }

  /** Passes over what is no path here: under an ASCII locale none has an é. */
  private static Stream<Path> path(String text) {
    try {
      return Stream.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath();
    }
  }
}
