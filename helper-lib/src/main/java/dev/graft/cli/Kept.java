package dev.graft.cli;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import dev.graft.Backbone;
import dev.graft.engine.Engines;
import dev.graft.weights.GraftHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One kind of thing that Graft or its engines keep on this machine.
 *
 * @param name as {@code doctor} shows it and {@code --clear} takes it
 * @param places files and folders that are counted
 * @param own those of them that Graft has made, and may delete; none where it may not
 * @param where they lie, for a person
 */
record Kept(String name, List<Path> places, List<Path> own, String where) {
  private static final String FEATURES = "features";

  /** Lists everything, in the order it is shown. */
  static List<Kept> all(GraftHome home) {
    return List.of(
        in(home.features(), FEATURES, List.of()),
        in(home.weights(), "weights", weights(home)),
        in(home.choices(), "choices", List.of(home.choices())),
        in(home.calibrations(), "calibrations", List.of(home.calibrations())),
        in(home.samples(), "samples", List.of(home.samples().resolve("ants_bees"))),
        natives(home),
        environment(home),
        jars());
  }

  private static Kept in(Path folder, String name, List<Path> own) {
    return new Kept(name, List.of(folder), own, folder.toString());
  }

  /** Files of the catalogue: what a person laid beside them stays. */
  private static List<Path> weights(GraftHome home) {
    return Backbone.all().stream()
        .flatMap(backbone -> backbone.weightSets().stream())
        .flatMap(set -> set.file().stream())
        .map(file -> home.weights().resolve(file.name()))
        .distinct()
        .toList();
  }

  /**
   * What DJL has unpacked of exactly the versions that are on the class path, and what executors of
   * Spark have of ONNX Runtime.
   */
  private static Kept natives(GraftHome home) {
    List<Path> folders =
        Stream.concat(
                Stream.of(Engines.PYTORCH, Engines.MXNET)
                    .flatMap(engine -> unpacked(engine.toLowerCase(Locale.ROOT)).stream()),
                ofExecutors(home.folder().resolve("natives")).stream())
            .toList();
    return new Kept("natives", folders, folders, Utils.getEngineCacheDir().toString());
  }

  private static Optional<Path> unpacked(String engine) {
    try {
      Platform here = Platform.detectPlatform(engine);
      String name = here.getVersion() + "-" + here.getFlavor() + "-" + here.getClassifier();
      return Optional.of(Utils.getEngineCacheDir(engine).resolve(name));
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty(); // this engine was left out
    }
  }

  private static List<Path> ofExecutors(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(one -> one.getFileName().toString().startsWith("onnxruntime-")).toList();
    } catch (IOException e) {
      return List.of(); // there are none
    }
  }

  /** The jars that this program runs from: Maven's, which other projects use too. */
  private static Kept jars() {
    String path = System.getProperty("java.class.path", "");
    List<Path> jars =
        Stream.of(path.split(java.io.File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .toList();
    return new Kept("jars", jars, List.of(), jars.size() + " files on the class path");
  }

  /** The Python environment, where {@code ./graft} has made it. */
  private static Kept environment(GraftHome home) {
    Path folder =
        home.variable("GRAFT_VENV")
            .map(home.workingFolder()::resolve)
            .orElseGet(() -> Path.of(System.getProperty("graft.root", ""), ".venv"))
            .toAbsolutePath();
    boolean made =
        Stream.of(".graft", "pyvenv.cfg")
            .allMatch(name -> Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS));
    return new Kept(
        "environment", List.of(folder), made ? List.of(folder) : List.of(), folder.toString());
  }

  /** Whether {@code --clear} takes its name. The cache of features deletes its own files. */
  boolean clearable() {
    return !own.isEmpty() || name.equals(FEATURES);
  }

  long bytes() {
    return DiskUse.of(places);
  }

  /** Deletes what is Graft's own; no link is followed, and what lies behind one stays. */
  void clear() {
    for (Path place : own) {
      List<Path> files = new ArrayList<>();
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> walk = Files.walk(place)) {
          walk.forEach(files::add);
        } catch (IOException e) {
          throw new UncheckedIOException("not deleted: " + place, e);
        }
      }
      for (int i = files.size() - 1; i >= 0; i--) {
        delete(files.get(i));
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("not deleted: " + file, e);
    }
  }
}
