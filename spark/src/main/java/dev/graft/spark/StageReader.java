package dev.graft.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;

/** Reads what {@link StageWriter} wrote; the model's own hashes tell damage. */
final class StageReader<T extends GraftStage> extends MLReader<T> {
  /** One broadcast array of Java's. */
  private static final long MOST = Integer.MAX_VALUE - 16L;

  private static final int MOST_FILES = 20;

  @Override
  public T load(String path) {
    T stage = new DefaultParamsReader<T>().load(path);
    stage.take(ShippedModel.of(files(new Path(path, StageWriter.MODEL)), stage.task()));
    return stage;
  }

  private Map<String, byte[]> files(Path folder) {
    Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
    Map<String, byte[]> files = new TreeMap<>();
    try {
      FileSystem system = folder.getFileSystem(hadoop);
      FileStatus[] inside = system.listStatus(folder);
      if (inside.length > MOST_FILES) {
        throw new IllegalArgumentException(
            folder + " has " + inside.length + " files, a model at most " + MOST_FILES);
      }
      for (FileStatus file : inside) {
        if (file.getLen() > MOST) {
          throw new IllegalArgumentException(
              file.getPath() + " has " + file.getLen() + " bytes, at most " + MOST);
        }
        try (InputStream in = system.open(file.getPath())) {
          files.put(ShippedModel.plain(file.getPath().getName()), in.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("model of the stage cannot be read: " + folder, e);
    }
    return files;
  }
}
