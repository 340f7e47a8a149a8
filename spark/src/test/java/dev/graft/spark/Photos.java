package dev.graft.spark;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.Unlabelled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;

/** Drawn photos as files, some of them broken, and small models that nobody trained. */
final class Photos {
  static final List<String> BROKEN = List.of("cut.png", "page.png", "short.png");

  private Photos() {}

  /** Two tasks in this JVM; all tests share them. */
  static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "3")
        .getOrCreate();
  }

  /** Writes whole and broken files side by side. */
  static Path write(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    ImageSet drawn = Samples.garden(8, 5).train();
    for (int i = 0; i < count; i++) {
      String name = String.format(Locale.ROOT, "%04d.png", i);
      ImageIO.write(drawn.image(i % drawn.size()), "png", folder.resolve(name).toFile());
    }
    byte[] whole = Files.readAllBytes(folder.resolve("0000.png"));
    Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("short.png"), new byte[1]);
    // Spark's sources list no file without bytes
    Files.write(folder.resolve("empty.png"), new byte[0]);
    Files.write(folder.resolve("page.png"), "<html>".getBytes(StandardCharsets.UTF_8));
    return folder;
  }

  /** What plain Graft makes of the whole files, by name. */
  static TreeMap<String, float[]> features(TransferModel model, Path folder) {
    var features = Transfer.extractFeatures(model, images(folder));
    TreeMap<String, float[]> all = new TreeMap<>();
    float[][] rows = features.values();
    for (int i = 0; i < rows.length; i++) {
      all.put(features.ids().get(i), rows[i]);
    }
    return all;
  }

  static ImageSet images(Path folder) {
    return Unlabelled.of(folder);
  }

  static TransferModel body() {
    return Backbone.MOBILENET_V1_025.size(64).untrained(7);
  }

  /** A model whose head learned nothing, saved. */
  static Path classifier(Path folder) {
    try (TransferModel model = body()) {
      Transfer.replaceHead(model, Head.classifier(List.of("daisy", "rose", "tulip")));
      Transfer.freeze(model);
      model.save(folder);
    }
    return folder;
  }
}
