package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;

import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.data.TrainingSet;
import dev.graft.graph.Layers;
import dev.graft.train.FineTune;
import dev.graft.train.Schedule;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Prints, by the recipe of lesson 3, what it brings to unfreeze more than the head of
 * EfficientNet-Lite0, at equal epochs and beside a head that may train until its validation loss no
 * longer falls: {@code UnfreezingPays cells PyTorch 96 40 1 5} are data, engine, pixels, images a
 * class, and the first and the last seed. Each seed trains on images of its own, and cells are
 * drawn anew. To be run by hand: a seed takes a minute.
 */
final class UnfreezingPays {
  private static final int EPOCHS = 6;
  private static final int HEAD_FIRST = 2;
  private static final double HEAD_RATE = 3e-3;
  private static final double SLOW_RATE = 2e-4;

  private final String engine;
  private final int pixels;
  private final TrainingSet train;
  private final ImageSet validation;
  private final FineTune head;

  private UnfreezingPays(
      String engine, int pixels, TrainingSet train, ImageSet validation, int seed) {
    this.engine = engine;
    this.pixels = pixels;
    this.train = train;
    this.validation = validation;
    this.head = FineTune.epochs(EPOCHS).batchSize(8).learningRate(HEAD_RATE).seed(seed);
  }

  public static void main(String... args) {
    String data = args[0];
    int perClass = Integer.parseInt(args[3]);
    Map<String, DoubleSummaryStatistics> rows = new LinkedHashMap<>();
    int last = Integer.parseInt(args[5]);
    for (int seed = Integer.parseInt(args[4]); seed <= last; seed++) {
      Splits splits = data.equals("cells") ? Samples.cells(200, seed) : Samples.named(data);
      boolean drawn = data.equals("cells") || data.equals("garden");
      ImageSet test = drawn ? splits.test() : splits.validation();
      ImageSet validation = splits.validation().perClass(10, seed);
      var train = augment(splits.train().perClass(perClass, seed), Augmentation.none());
      var run = new UnfreezingPays(args[1], Integer.parseInt(args[2]), train, validation, seed);
      run.all(test).forEach((row, accuracy) -> add(rows, row, accuracy));
    }
    System.out.println(String.join(" ", args) + ": accuracy mean, least, greatest");
    rows.forEach(UnfreezingPays::print);
  }

  private Map<String, Double> all(ImageSet test) {
    Map<String, Double> accuracies = new LinkedHashMap<>();
    accuracies.put("head", head(test, head));
    accuracies.put("head, until no better", head(test, head.lasting(300).stopEarly(20)));
    accuracies.put("from block5", more(test, Layers.from("block5")));
    accuracies.put("all layers", more(test, Layers.all()));
    System.out.println("seed " + head.seed() + ": " + accuracies);
    return accuracies;
  }

  private double head(ImageSet test, FineTune options) {
    try (TransferModel model = model()) {
      fineTune(model, train, validation, options);
      return evaluate(model, test).accuracy();
    }
  }

  private double more(ImageSet test, Layers layers) {
    try (TransferModel model = model()) {
      fineTune(model, train, validation, head.lasting(HEAD_FIRST), layers);
      unfreeze(model, layers);
      FineTune slowly = head.lasting(EPOCHS - HEAD_FIRST).learningRate(SLOW_RATE);
      fineTune(model, train, validation, slowly.schedule(Schedule.cosine()));
      return evaluate(model, test).accuracy();
    }
  }

  private TransferModel model() {
    TransferModel model = Backbone.EFFICIENTNET_LITE0.size(pixels).on(engine).load();
    replaceHead(model, Head.classifier(train.images().classes()).dropout(0.2).seed(head.seed()));
    freeze(model);
    return model;
  }

  private static void add(Map<String, DoubleSummaryStatistics> rows, String row, double accuracy) {
    rows.computeIfAbsent(row, name -> new DoubleSummaryStatistics()).accept(accuracy);
  }

  private static void print(String row, DoubleSummaryStatistics found) {
    System.out.printf(
        Locale.ROOT,
        "%-22s %.3f  %.3f … %.3f%n",
        row,
        found.getAverage(),
        found.getMin(),
        found.getMax());
  }
}
