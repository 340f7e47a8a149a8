package dev.graft;

import dev.graft.data.ContentKey;
import dev.graft.data.Dataset;
import dev.graft.evaluate.Conformal;
import dev.graft.evaluate.OutOfDistribution;
import dev.graft.evaluate.Trust;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Calibrates a model on what it learned from and on what it did not. */
final class HeadTrust {
  private static final int LEAST = 10;

  private HeadTrust() {}

  static Trust calibrate(TransferModel model, Dataset known, Dataset heldOut, double promised) {
    require(known, "to know");
    require(heldOut, "held out");
    requireOthers(known, heldOut);
    return model
        .life()
        .train(
            "calibrate",
            () -> {
              float[][] rows = HeadFeatures.read(model, known);
              float[][] others = HeadFeatures.read(model, heldOut);
              var evaluated =
                  HeadFeatures.readable(heldOut, some -> Answering.evaluated(model, some));
              Trust found =
                  new Trust(
                      Conformal.of(evaluated, promised),
                      OutOfDistribution.of(rows, others, promised));
              model.life().learn(now -> now.trusted(found));
              return found;
            });
  }

  private static void require(Dataset set, String what) {
    if (set.size() < LEAST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%d %s %s, must be at least %d", set.size(), set.noun(), what, LEAST));
    }
  }

  /** A few copies do little harm; where most are, nothing was held out. */
  private static void requireOthers(Dataset known, Dataset heldOut) {
    var keys = new HashSet<>(HeadFeatures.readable(known, HeadTrust::keys));
    List<ContentKey> others = HeadFeatures.readable(heldOut, HeadTrust::keys);
    long seen = others.stream().filter(keys::contains).count();
    if (2 * seen > others.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d of the %d %s held out are among those that the model learned from; hold out"
                  + " others",
              seen,
              heldOut.size(),
              heldOut.noun()));
    }
  }

  private static List<ContentKey> keys(Dataset set) {
    return IntStream.range(0, set.size()).mapToObj(set::key).toList();
  }
}
