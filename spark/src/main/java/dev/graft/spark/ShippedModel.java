package dev.graft.spark;

import dev.graft.CompiledModel;
import dev.graft.TransferModel;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * A saved model as bytes on their way from the driver to the executors, with what is to be computed
 * and the hash by which an executor knows that it has it.
 *
 * @param files of the saved model's folder, by name
 * @param task what is wanted of it
 * @param facts what the driver knows of the rows
 * @param key SHA-256 of files and task
 */
record ShippedModel(TreeMap<String, byte[]> files, Task task, Facts facts, String key)
    implements Sent {
  /** One array of Java's. */
  private static final long MOST = Integer.MAX_VALUE - 16L;

  /**
   * What an executor computes.
   *
   * @param answers logits in place of features
   * @param layer of features; empty: the whole backbone
   */
  record Task(boolean answers, String layer) implements Serializable {}

  /**
   * What the schema of the rows needs to know.
   *
   * @param width of a row
   * @param classes of the answers, in the order of the logits
   * @param texts whether it reads texts
   * @param body fingerprint of what the features are of; empty for answers and earlier layers
   */
  record Facts(int width, List<String> classes, boolean texts, String body)
      implements Serializable {}

  /** Packs a model, which stays the caller's. */
  static ShippedModel of(TransferModel model, Task task) {
    try {
      Path folder = Files.createTempDirectory("graft-spark");
      try {
        Path saved = folder.resolve("model");
        model.save(saved);
        return of(read(saved), task);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("model cannot be packed: " + e.getMessage(), e);
    }
  }

  /** Packs the files of a saved model, and compiles them once to know that they are whole. */
  static ShippedModel of(Map<String, byte[]> files, Task task) {
    TreeMap<String, byte[]> sorted = new TreeMap<>(files);
    var open =
        new ShippedModel(sorted, task, new Facts(0, List.of(), false, ""), hash(sorted, task));
    try (CompiledModel compiled = open.compiled(1)) {
      var facts =
          new Facts(
              compiled.width(),
              List.copyOf(compiled.classes()),
              compiled.readsTexts(),
              task.answers || !task.layer.isEmpty() ? "" : compiled.body());
      return new ShippedModel(sorted, task, facts, open.key);
    }
  }

  boolean isIntact() {
    return hash(files, task).equals(key);
  }

  /** Unpacks and compiles it on an executor. */
  @Override
  public CompiledModel open(int threads, Configuration hadoop) {
    if (!isIntact()) {
      throw new IllegalStateException("a model arrived with other bytes than " + key);
    }
    return compiled(threads);
  }

  private CompiledModel compiled(int threads) {
    Natives.unpackOnce();
    try {
      Path folder = Files.createTempDirectory("graft-spark");
      try {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          Files.write(folder.resolve(plain(file.getKey())), file.getValue());
        }
        return task.answers
            ? CompiledModel.logits(folder, threads)
            : CompiledModel.features(folder, task.layer, threads);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("model cannot be unpacked: " + e.getMessage(), e);
    }
  }

  /** A name that leads out of the folder would write elsewhere. */
  static String plain(String name) {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")) {
      throw new IllegalArgumentException(
          "a model has a file named \"%s\", must be a plain name".formatted(name));
    }
    return name;
  }

  private static Map<String, byte[]> read(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path file : inside.toList()) {
        if (Files.size(file) > MOST) {
          throw new IllegalArgumentException(
              "%s has %s bytes, a model travels in files of at most %s"
                  .formatted(file.getFileName(), Files.size(file), MOST));
        }
        files.put(plain(file.getFileName().toString()), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> inside = Files.walk(folder)) {
      all = inside.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }

  private static String hash(TreeMap<String, byte[]> files, Task task) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((task.answers + " " + task.layer).getBytes(StandardCharsets.UTF_8));
      files.forEach(
          (name, bytes) -> {
            String head = "\n" + name + " " + bytes.length + "\n";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}
