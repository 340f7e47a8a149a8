package dev.graft.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** Writes a stage: Spark's metadata, and the files of its model beside them. */
final class StageWriter extends MLWriter {
  static final String MODEL = "model";

  private final GraftStage stage;

  StageWriter(GraftStage stage) {
    this.stage = stage;
  }

  @Override
  public void saveImpl(String path) {
    ShippedModel model = stage.shipped();
    DefaultParamsWriter.saveMetadata(stage, path, sparkSession(), Option.empty(), Option.empty());
    Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
    Path folder = new Path(path, MODEL);
    try {
      FileSystem system = folder.getFileSystem(hadoop);
      for (Map.Entry<String, byte[]> file : model.files().entrySet()) {
        try (OutputStream out = system.create(new Path(folder, file.getKey()))) {
          out.write(file.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("stage cannot be written to " + path, e);
    }
  }
}
