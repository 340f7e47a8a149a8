package dev.graft.cli;

import dev.graft.Backbone;
import dev.graft.CompiledModel;
import dev.graft.TextEncoder;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.TextSet;
import dev.graft.data.Unreadable;
import dev.graft.evaluate.Features;
import dev.graft.graph.Shape;
import dev.graft.weights.AtomicFile;
import dev.graft.weights.Destination;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what a frozen network makes of photos or texts. */
@Command(
    name = "features",
    description = {
      "Write what a frozen network makes of photos or texts: OUT.npy, floats (N, C), and beside",
      "it OUT.csv with the input and the class of each row; or OUT.parquet, with the columns path,",
      "label and features, which Spark, Arrow and others read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GraftVersion.class)
final class FeaturesOf implements Callable<Integer> {
  @Parameters(
      paramLabel = "FOLDER|TABLE",
      description = "of class folders, or a .csv or .tsv file of texts or paths and labels")
  private Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "file to write, .npy or .parquet")
  private Path out;

  @Option(
      names = "--backbone",
      description = "network; default: EfficientNet-Lite0, of texts MiniLM")
  private String backbone;

  @Mixin private ColumnOptions named = new ColumnOptions();

  /** What a network made of all, and its fingerprint. */
  private record Made(Features features, String body) {}

  @Override
  public Integer call() {
    boolean parquet = out.toString().endsWith(".parquet");
    if (!parquet && !out.toString().endsWith(".npy")) {
      throw new IllegalArgumentException("out is " + out + ", must end in .npy or .parquet");
    }
    Made made = Files.isRegularFile(data) ? table() : folder();
    Features features = made.features();
    if (parquet) {
      new FeatureParquet(features, made.body()).write(out);
      System.out.printf("%s (%d, %d)%n", out, features.size(), features.width());
    } else {
      arrays(features);
    }
    return 0;
  }

  private void arrays(Features features) {
    float[] all = new float[features.size() * features.width()];
    float[][] rows = features.values();
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * features.width(), features.width());
    }
    Npy.write(out, Tensor.of(Shape.of(features.size(), features.width()), all));
    Path names = named(features);
    System.out.printf("%s (%d, %d), %s%n", out, features.size(), features.width(), names);
  }

  private Path named(Features features) {
    StringBuilder lines = new StringBuilder("input,label\n");
    int[] labels = features.labels();
    for (int i = 0; i < features.size(); i++) {
      lines.append(AnswerWriter.quoted(features.ids().get(i))).append(',');
      lines.append(AnswerWriter.quoted(features.classes().get(labels[i]))).append('\n');
    }
    String name = out.getFileName().toString();
    Path file = out.resolveSibling(name.substring(0, name.length() - ".npy".length()) + ".csv");
    try {
      byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(Destination.file(file), to -> to.write(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("names cannot be written: " + file, e);
    }
    return file;
  }

  private Made table() {
    TableColumns.Read read = named.columns().read(data);
    return read.photos() ? of(MaterialFiles.images(read, data)) : of(MaterialFiles.texts(read));
  }

  private Made folder() {
    return MaterialFiles.holdsTexts(data)
        ? of(TextSet.of(data))
        : of(ImageSet.of(data, Unreadable.SKIP));
  }

  private Made of(ImageSet images) {
    Backbone network = backbone == null ? Backbone.EFFICIENTNET_LITE0 : Backbone.named(backbone);
    try (TransferModel model = network.load()) {
      return new Made(Transfer.extractFeatures(model, images), CompiledModel.body(model));
    }
  }

  private Made of(TextSet texts) {
    TextEncoder encoder =
        Optional.ofNullable(backbone)
            .map(name -> TextEncoder.named(name).orElseThrow(() -> unknown(name)))
            .orElse(Backbone.MINILM_L6);
    try (TransferModel model = encoder.load()) {
      return new Made(Transfer.extractFeatures(model, texts), CompiledModel.body(model));
    }
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "no text encoder %s; there are %s".formatted(name, TextEncoder.all()));
  }
}
