package dev.graft;

import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;

import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.data.Samples;
import dev.graft.data.TrainingSet;
import dev.graft.engine.Bodies;
import dev.graft.engine.Engines;
import dev.graft.engine.OnnxAgreement;
import dev.graft.graph.Layers;
import dev.graft.graph.Stage;
import dev.graft.infer.read.OnnxLayers;
import dev.graft.infer.read.UnreadOperatorException;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prints a row of a table for each ONNX file of a folder, beside which lies what {@code
 * record_onnx_layers.py} recorded: how near the three computations of it are to torch's, and how it
 * learns on both engines, or why not. Each file has a process of its own, which may die of it.
 */
public final class OnnxTrainingProgram {
  private static final int MINUTES = 5;
  private static final double NEAR = 1e-4;

  private OnnxTrainingProgram() {}

  /**
   * Prints the table.
   *
   * @param arguments a folder; or a file, whose row alone is printed
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path path = Path.of(arguments[0]);
    if (!Files.isDirectory(path)) {
      System.out.println(row(path));
      System.exit(0); // threads of engines stay
    }
    System.out.println("| file | blocks | layers | forward | MXNet | PyTorch |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    try (Stream<Path> all = Files.list(path)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".onnx")).sorted().toList()) {
        String row = apart(file);
        System.out.println(row.startsWith("|") ? row : row(file, "FAULT: " + row));
      }
    }
  }

  /** What a process of its own says last, or how it ended. */
  private static String apart(Path file) throws IOException, InterruptedException {
    Path said = Files.createTempFile("row", ".txt");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                OnnxTrainingProgram.class.getName(),
                file.toString())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly().waitFor();
    List<String> lines = Files.readAllLines(said);
    Files.delete(said);
    if (!ended) {
      return "not done after " + MINUTES + " minutes";
    }
    return process.exitValue() == 0 ? lines.get(lines.size() - 1) : "exit " + process.exitValue();
  }

  private static String row(Path file, String outcome) {
    String name = file.getFileName().toString().replaceFirst("\\.onnx$", "");
    return "| %s | %s |".formatted(name, outcome.replace('\n', ' ').replace('|', '/'));
  }

  private static String row(Path file) {
    try {
      OnnxAgreement agreement = new OnnxAgreement(file);
      var graph = agreement.graph();
      long blocks = graph.stages().stream().filter(s -> s.kind() == Stage.Kind.BLOCK).count();
      double off = 0;
      for (String by : List.of(Engines.MXNET, Engines.PYTORCH, Bodies.COMPILED)) {
        double most = agreement.forward(by);
        off = most <= off ? off : most; // NaN too
      }
      String forward = String.format(Locale.ROOT, "%.1e", off);
      String near = off <= NEAR ? forward : "FAULT " + forward;
      String cells = "%d | %d | %s".formatted(blocks, graph.nodes().size() - 1, near);
      return "| %s | %s | %s | %s |"
          .formatted(
              graph.name(), cells, learns(file, Engines.MXNET), learns(file, Engines.PYTORCH));
    } catch (UnreadOperatorException e) {
      return row(file, "refused: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return row(file, "refused without an operator: " + e.getMessage());
    } catch (RuntimeException e) {
      return row(file, "FAULT: " + e);
    }
  }

  /** Four steps on drawn photos, all of the network unfrozen; then saved and loaded. */
  private static String learns(Path file, String engine) {
    int[] sides = OnnxLayers.sides(file, 224);
    var contract = InputContract.rgb(sides[0], 127.5f, 127.5f, 1).size(sides[0], sides[1]);
    ImageSet photos = Samples.garden(2, 1).validation();
    try (TransferModel model =
        Backbone.onnx(file).contract(contract).on(engine).trainable().load()) {
      replaceHead(model, Head.classifier(photos.classes()).seed(1));
      Garden.worn(model);
      unfreeze(model, Layers.all());
      StateDict before = model.weights();
      History history =
          Transfer.fineTune(
              model,
              TrainingSet.of(photos, Augmentation.flip()).seed(1),
              photos,
              FineTune.epochs(2).batchSize(3).learningRate(1e-3).seed(1));
      Set<String> live = Garden.live(model);
      Set<String> changed = Garden.changed(before, model.weights());
      double first = history.epochs().get(0).loss();
      double last = history.epochs().get(1).loss();
      String wrong = Double.isFinite(last) ? "" : "FAULT ";
      wrong += live.containsAll(changed) ? "" : "FAULT (frozen ones changed) ";
      wrong += again(model, photos) < 1e-5 ? "" : "FAULT (loaded, it says something else) ";
      return String.format(
          Locale.ROOT, "%s%.3g → %.3g, %d of %d", wrong, first, last, changed.size(), live.size());
    } catch (RuntimeException | IOException e) {
      return "FAULT " + e.toString().replace('\n', ' ').replace('|', '/');
    }
  }

  /** How far what was saved and loaded is from what is at hand. */
  private static double again(TransferModel model, ImageSet photos) throws IOException {
    Path folder = Files.createTempDirectory("model");
    model.save(folder.resolve("model"));
    double off = 0;
    try (TransferModel loaded = TransferModel.load(folder.resolve("model"))) {
      List<Double> here = predict(model, photos).get(0).probabilities();
      List<Double> there = predict(loaded, photos).get(0).probabilities();
      for (int i = 0; i < here.size(); i++) {
        off = Math.max(off, Math.abs(here.get(i) - there.get(i)));
      }
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    }
    return off;
  }
}
