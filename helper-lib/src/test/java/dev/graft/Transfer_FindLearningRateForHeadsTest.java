package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.findLearningRate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.data.TrainingSet;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Evaluation;
import dev.graft.reference.Published;
import dev.graft.train.FineTune;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The suggested rate against a sweep, on heads over what EfficientNet-Lite0 makes of images. */
class Transfer_FindLearningRateForHeadsTest {
  private static final FineTune OPTIONS = FineTune.epochs(10).seed(5);

  /** Between neighbours of the sweep lies a factor of 3.2. */
  private static final double FACTOR = 4;

  @EngineSource
  void itIsNearTheBestOfTheGarden(String engine) {
    Published.efficientNetLite0();
    Splits garden = Samples.garden(30, 3);
    assertNearTheBest(engine, garden.train(), garden.validation());
  }

  @EngineSource
  void itIsNearTheBestOfAntsAndBees(String engine) {
    Published.efficientNetLite0();
    Splits photos = ImageSet.splits(Published.antsAndBees());
    assertNearTheBest(engine, photos.train(), photos.validation());
  }

  private static void assertNearTheBest(String engine, ImageSet images, ImageSet held) {
    TrainingSet train = TrainingSet.of(images, Augmentation.none());
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.on(engine).load()) {
      replaceHead(model, head(images));
      freeze(model);
      double suggested = findLearningRate(model, train, OPTIONS).suggestion();
      Map<Double, Double> losses = new TreeMap<>();
      for (double power = -5; power < -0.9; power += 0.5) {
        double rate = Math.pow(10, power);
        losses.put(rate, trained(model, train, held, rate).loss());
      }
      double best =
          losses.entrySet().stream()
              .min(Comparator.comparingDouble(Map.Entry::getValue))
              .orElseThrow()
              .getKey();
      String text = suggested + " of " + losses;
      assertTrue(suggested > best / FACTOR && suggested < best * FACTOR, text);
      Evaluation ours = trained(model, train, held, suggested);
      Evaluation usual = trained(model, train, held, 1e-3);
      assertTrue(ours.loss() < usual.loss() + 0.03, text + ", loss " + ours.loss());
      assertTrue(ours.accuracy() > usual.accuracy() - 0.03, text + ", is " + ours.accuracy());
    }
  }

  private static Evaluation trained(
      TransferModel model, TrainingSet train, ImageSet held, double rate) {
    replaceHead(model, head(train.images()));
    freeze(model);
    fineTune(model, train, held, OPTIONS.learningRate(rate));
    return evaluate(model, held);
  }

  private static Head head(ImageSet images) {
    return Head.classifier(images.classes()).dropout(0.2);
  }
}
