package dev.graft.engine;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.TransferModel;
import dev.graft.data.Augmentation;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.graph.Layers;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Trains in the ways that a measurement found, then in those that are fixed. */
final class ChosenAnewProgram {
  private ChosenAnewProgram() {}

  /** Expects {@code GRAFT_HOME} as its argument too, and a class path without ONNX Runtime. */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    ChoiceFile file = ChosenWays.file(Engines.PYTORCH);
    System.out.println("was there " + Files.exists(file.path()));
    ChosenWays.measured(file, () -> new ChoiceTrials(Choices.PLAIN, Map.of()));
    System.out.println("measured " + history() + " shelves " + shelves(home));
    System.setProperty("graft.choices", "fixed");
    System.out.println("fixed " + history() + " shelves " + shelves(home));
  }

  /** Every bit of what is told of the epochs but their seconds. */
  private static String history() {
    Splits images = Samples.garden(4, 1);
    try (TransferModel model =
        Backbone.MOBILENET_V1_025.size(32).on(Engines.PYTORCH).untrained(1)) {
      replaceHead(model, Head.classifier(images.classes()).seed(1));
      freeze(model, Layers.first(9));
      History history =
          fineTune(
              model,
              augment(images.train(), Augmentation.none()),
              images.validation(),
              FineTune.epochs(3).batchSize(8).seed(5));
      return history.epochs().stream()
          .map(e -> Double.toHexString(e.loss()) + "," + Double.toHexString(e.validationLoss()))
          .collect(Collectors.joining(";"));
    }
  }

  private static long shelves(Path home) throws IOException {
    try (Stream<Path> folders = Files.list(home.resolve("features"))) {
      return folders.filter(Files::isDirectory).count();
    }
  }
}
