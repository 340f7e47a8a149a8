package dev.graft.spark;

import dev.graft.CompiledModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A model in a folder that all machines reach: executors read it there, and take nothing but what
 * has the driver's hash.
 *
 * @param folder of its files
 * @param sizes of the files in bytes, by name
 * @param task what is wanted of it
 * @param facts what the driver knows of the rows
 * @param key SHA-256 of files and task
 */
record SharedModel(
    String folder,
    TreeMap<String, Integer> sizes,
    ShippedModel.Task task,
    ShippedModel.Facts facts,
    String key)
    implements Sent {

  /**
   * Writes a model, unless it lies there already.
   *
   * @param parent folder on any file system of Hadoop's; made where it is missing
   */
  static SharedModel of(ShippedModel model, String parent, Configuration hadoop) {
    TreeMap<String, Integer> sizes = new TreeMap<>();
    model.files().forEach((name, bytes) -> sizes.put(name, bytes.length));
    Path folder = new Path(parent, "graft-" + model.key());
    try {
      FileSystem system = folder.getFileSystem(hadoop);
      if (!whole(system, folder, sizes)) {
        // aside and renamed, so that no executor finds half of it
        Path aside = new Path(parent, ".graft-" + UUID.randomUUID());
        for (Map.Entry<String, byte[]> file : model.files().entrySet()) {
          try (OutputStream out = system.create(new Path(aside, file.getKey()))) {
            out.write(file.getValue());
          }
        }
        system.delete(folder, true);
        if (!system.rename(aside, folder)) {
          system.delete(aside, true);
          if (!whole(system, folder, sizes)) {
            throw new IOException("cannot be renamed to " + folder);
          }
        }
      }
      String there = system.makeQualified(folder).toString();
      return new SharedModel(there, sizes, model.task(), model.facts(), model.key());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "model cannot be shared in " + parent + ": " + e.getMessage(), e);
    }
  }

  private static boolean whole(FileSystem system, Path folder, Map<String, Integer> sizes)
      throws IOException {
    for (Map.Entry<String, Integer> file : sizes.entrySet()) {
      Path its = new Path(folder, file.getKey());
      if (!system.exists(its) || system.getFileStatus(its).getLen() != file.getValue()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public CompiledModel open(int threads, Configuration hadoop) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try {
      for (Map.Entry<String, Integer> file : sizes.entrySet()) {
        Path its = new Path(folder, ShippedModel.plain(file.getKey()));
        try (InputStream in = its.getFileSystem(hadoop).open(its)) {
          files.put(file.getKey(), in.readNBytes(file.getValue()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "shared model cannot be read, does this machine reach " + folder + "? " + e.getMessage(),
          e);
    }
    ShippedModel read = new ShippedModel(files, task, facts, key);
    if (!read.isIntact()) {
      throw new IllegalStateException(
          "the model in " + folder + " has other bytes than its name says; delete that folder");
    }
    return read.open(threads, hadoop);
  }
}
