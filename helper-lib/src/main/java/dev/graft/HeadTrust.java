package dev.graft;

import dev.graft.data.ContentKey;
import dev.graft.data.Dataset;
import dev.graft.data.ImageSet;
import dev.graft.evaluate.Conformal;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.OutOfDistribution;
import dev.graft.evaluate.Trust;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Calibrates a model, and lets the network of a calibrated one give what its classifier reads
 * behind what it says, so that one pass tells both.
 */
final class HeadTrust {
  private static final String BOTH = "trust.both";
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
              Trust found =
                  new Trust(
                      Conformal.of(evaluated(model, heldOut), promised),
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

  private static Evaluation evaluated(TransferModel model, Dataset set) {
    return set instanceof ImageSet images
        ? Transfer.evaluate(model, images)
        : Answering.evaluated(model, set);
  }

  /** The network as it answers: of a calibrated one with its features behind. */
  static Graph graph(ModelState now) {
    Graph graph = now.graph();
    if (now.trust().isEmpty()) {
      return graph;
    }
    List<String> both = List.of(graph.output(), HeadFeatures.name(now));
    return GraphBuilder.onto(graph).concat(BOTH, both).build();
  }

  static float[][] logits(ModelState now, float[][] told) {
    int width = logits(now);
    return now.trust().isEmpty()
        ? told
        : Arrays.stream(told).map(row -> Arrays.copyOf(row, width)).toArray(float[][]::new);
  }

  static float[][] features(ModelState now, float[][] told) {
    int width = logits(now);
    return Arrays.stream(told)
        .map(row -> Arrays.copyOfRange(row, width, row.length))
        .toArray(float[][]::new);
  }

  private static int logits(ModelState now) {
    return Math.toIntExact(now.graph().outputShape().size());
  }

  /** Counts the features that the classifier reads. */
  static int width(ModelState now) {
    HeadFeatures.requireOwn(now);
    return Math.toIntExact(now.graph().shape(HeadFeatures.name(now)).size());
  }
}
