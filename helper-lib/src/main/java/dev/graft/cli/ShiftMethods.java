package dev.graft.cli;

import static dev.graft.Transfer.adapt;
import static dev.graft.Transfer.adaptBody;
import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.solve;

import dev.graft.AdaptedModel;
import dev.graft.TransferModel;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.TrainingSet;
import dev.graft.evaluate.LinearProbe;
import dev.graft.shift.Adaptation;
import java.util.List;
import java.util.Locale;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Supplier;

/** Every way to follow a shift, each from the same solved head; none reads a label of the new. */
final class ShiftMethods {
  private static final String BODY = "body";
  private static final String AUGMENTED = "augmented";
  private static final int VIEWS = 2;

  private final TransferModel model;
  private final ImageSet known;
  private final ImageSet photos;
  private final LinearProbe probe;
  private final ObjDoubleConsumer<String> told;

  /**
   * @param model as it is before, when it was solved on the known ones, and is afterwards
   * @param known what it learned from
   * @param photos that are adapted to, and then asked about
   * @param probe how it is solved
   * @param told a method and its accuracy
   */
  ShiftMethods(
      TransferModel model,
      ImageSet known,
      ImageSet photos,
      LinearProbe probe,
      ObjDoubleConsumer<String> told) {
    this.model = model;
    this.known = known;
    this.photos = photos;
    this.probe = probe;
    this.told = told;
  }

  void measure(long seed) {
    Runnable plain = () -> solve(model, known, probe);
    adapted("", plain);
    TrainingSet seen = augment(known, Augmentation.like(photos, model.contract()));
    Runnable augmented = () -> solve(model, seen.seed(seed).views(VIEWS), probe);
    augmented.run();
    told.accept(AUGMENTED, accuracy(model));
    adapted(AUGMENTED + "+", augmented);
    plain.run();
    Adaptation self = Adaptation.selfTraining();
    body(BODY, () -> adaptBody(model, known, photos));
    body(BODY + "+" + name(self), () -> adaptBody(model, known, photos, self));
  }

  private void adapted(String before, Runnable back) {
    for (Adaptation way :
        List.of(Adaptation.mean(), Adaptation.statistics(), Adaptation.selfTraining())) {
      adapt(model, known, photos, way);
      told.accept(before + name(way), accuracy(model));
      back.run();
    }
  }

  private void body(String method, Supplier<AdaptedModel> adaptation) {
    try (AdaptedModel its = adaptation.get()) {
      told.accept(method, accuracy(its.model()));
    }
  }

  private double accuracy(TransferModel asked) {
    return evaluate(asked, photos).accuracy();
  }

  private static String name(Adaptation way) {
    return way.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
