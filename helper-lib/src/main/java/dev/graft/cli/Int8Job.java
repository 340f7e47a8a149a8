package dev.graft.cli;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.Int8;
import dev.graft.Pretrained;
import dev.graft.TextEncoder;
import dev.graft.TransferModel;
import dev.graft.data.Augmentation;
import dev.graft.data.Dataset;
import dev.graft.data.Epochs;
import dev.graft.data.ImageSet;
import dev.graft.data.SampleTexts;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.data.TextSet;
import dev.graft.data.TrainingSet;
import dev.graft.engine.Engines;
import dev.graft.infer.Onnx;
import dev.graft.infer.Precision;
import dev.graft.infer.Processor;
import dev.graft.train.FineTune;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A frozen body in float and in whole numbers of 8 bits: how fast it is, how large the file, and
 * how well a head does on it, seed after seed. Both begin with the same head and see the same
 * images in the same order.
 */
@Command(
    name = "int8",
    description = "A frozen body in float and in 8 bits: speed, size, accuracy over seeds.",
    mixinStandardHelpOptions = true)
final class Int8Job implements Callable<Integer> {
  private static final double LEARNED = 0.7;

  @Option(
      names = "--data",
      defaultValue = "ants_bees",
      description =
          "a sample's name, of texts where --backbone reads them, or a folder with a folder a class;"
              + " default ${DEFAULT-VALUE}")
  private String data;

  @Option(
      names = "--backbone",
      defaultValue = "efficientnet_lite0",
      description = "default ${DEFAULT-VALUE}")
  private String backbone;

  @Option(names = "--seeds", defaultValue = "5", description = "how many, default ${DEFAULT-VALUE}")
  private int seeds;

  @Option(names = "--epochs", defaultValue = "5", description = "default ${DEFAULT-VALUE}")
  private int epochs;

  @Option(names = "--rate", defaultValue = "1e-3", description = "default ${DEFAULT-VALUE}")
  private double rate;

  @Option(names = "--engine", description = "MXNet or PyTorch; default: the one that trains here")
  private String engine;

  @Option(
      names = "--untrained",
      description = "random weights of a network for photos, for speed and size alone")
  private boolean untrained;

  @Override
  public Integer call() throws IOException {
    List<Measurement> rows = new ArrayList<>();
    try (TransferModel whole = body();
        TransferModel eight = body()) {
      if (eight.readsTexts()) {
        TextSet.Parts parts = SampleTexts.named(data);
        measure(whole, eight, parts.train(), parts.train(), parts.validation(), rows);
      } else {
        Path folder = Path.of(data);
        Splits parts =
            Files.isDirectory(folder) ? ImageSet.of(folder).split(LEARNED, 1) : Samples.named(data);
        var plain = TrainingSet.of(parts.train(), Augmentation.none());
        measure(whole, eight, plain, parts.train(), parts.validation(), rows);
      }
    }
    System.out.println("written to " + Measurement.write("int8", rows));
    return 0;
  }

  private TransferModel body() {
    if (untrained) {
      return Backbone.named(backbone).on(engine()).untrained(1);
    }
    return TextEncoder.named(backbone)
        .<Pretrained>map(reader -> reader.on(engine()))
        .orElseGet(() -> Backbone.named(backbone).on(engine()))
        .load();
  }

  private void measure(
      TransferModel whole,
      TransferModel eight,
      Epochs training,
      Dataset plain,
      Dataset held,
      List<Measurement> rows)
      throws IOException {
    replaceHead(eight, Head.classifier(plain.classes()).seed(1));
    long begun = System.nanoTime();
    freeze(whole);
    freeze(eight, Int8.on(plain));
    double calibrated = (System.nanoTime() - begun) / 1e9;
    rows.add(speed(eight, held, calibrated));
    if (untrained) {
      return;
    }
    System.out.printf("%4s %8s %8s%n", "seed", "float", "int8");
    for (int seed = 1; seed <= seeds; seed++) {
      double one = accuracy(whole, training, plain, held, seed);
      double other = accuracy(eight, training, plain, held, seed);
      System.out.printf("%4d %8.4f %8.4f%n", seed, one, other);
      Map<String, Object> row = about(eight, held.size());
      row.put("training examples", plain.size());
      row.put("seed", seed);
      row.put("float accuracy", one);
      rows.add(new Measurement("accuracy", engine(), other, "accuracy in 8 bits", row));
    }
    double one = mean(rows, "float accuracy");
    double other = rows.stream().skip(1).mapToDouble(Measurement::value).average().orElse(0);
    System.out.printf("mean %8.4f %8.4f  difference %.4f%n", one, other, other - one);
  }

  private Measurement speed(TransferModel eight, Dataset held, double calibrated)
      throws IOException {
    Int8Speed speed = Int8Speed.of(eight, held);
    long large = bytes(eight, Precision.FLOAT);
    long small = bytes(eight, Precision.INT8);
    Map<String, Object> more = about(eight, held.size());
    more.put("calibrated in seconds", calibrated);
    more.put("float inputs/s", speed.whole());
    more.put("float file bytes", large);
    more.put("int8 file bytes", small);
    System.out.printf("%s; %s%n", Processor.here(), eight.int8().orElseThrow());
    System.out.printf(
        "inputs/s: float %.1f, int8 %.1f; file: float %d, int8 %d bytes; calibrated in %.1f s%n",
        speed.whole(), speed.int8(), large, small, calibrated);
    return new Measurement("speed", engine(), speed.int8(), "inputs/s in 8 bits", more);
  }

  private static double mean(List<Measurement> rows, String key) {
    return rows.stream().skip(1).mapToDouble(row -> row.number(key)).average().orElse(0);
  }

  private Map<String, Object> about(TransferModel model, int held) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("backbone", backbone);
    about.put("data", Path.of(data).getFileName().toString());
    about.put("validation examples", held);
    about.put("processor", Processor.here());
    about.put("body", model.int8().orElseThrow().quantization().toString());
    return about;
  }

  private double accuracy(
      TransferModel model, Epochs training, Dataset plain, Dataset held, int seed) {
    replaceHead(model, Head.classifier(plain.classes()).seed(seed));
    fineTune(model, training, held, FineTune.epochs(epochs).learningRate(rate).seed(seed));
    return held instanceof TextSet texts
        ? evaluate(model, texts).accuracy()
        : evaluate(model, (ImageSet) held).accuracy();
  }

  private static long bytes(TransferModel model, Precision precision) throws IOException {
    Path file = Files.createTempFile("graft", ".onnx");
    try {
      return model.exportOnnx(file, Onnx.logits().precision(precision)).bytes();
    } finally {
      Files.delete(file);
    }
  }

  private String engine() {
    return engine == null ? Engines.choose() : Engines.named(engine);
  }
}
