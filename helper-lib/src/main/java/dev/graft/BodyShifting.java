package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.engine.Network;
import dev.graft.evaluate.Features;
import dev.graft.evaluate.LinearProbe;
import dev.graft.evaluate.Prediction;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.Graph;
import dev.graft.shift.Adaptation;
import dev.graft.shift.Adapted;
import dev.graft.shift.Shift;
import dev.graft.train.DomainStatistics;
import dev.graft.weights.StateDict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Gives a body the batch statistics of another kind of photos. The head learns from known photos
 * that the body sees with statistics of theirs, and is asked about new ones with those of the new:
 * either kind comes to it as the middle of its own kind.
 */
final class BodyShifting {
  private final TransferModel known;
  private final ImageSet labelled;
  private final ImageSet photos;

  private BodyShifting(TransferModel known, ImageSet labelled, ImageSet photos) {
    this.known = known;
    this.labelled = labelled;
    this.photos = photos;
  }

  /**
   * @param head what it does afterwards, if anything
   */
  static AdaptedModel adapt(
      TransferModel model, ImageSet known, ImageSet photos, Optional<Adaptation> head) {
    ModelState now = model.state();
    require(now);
    var copy = new TransferModel(now, model.engine());
    try {
      Shift shift = HeadShifting.shift(copy, known, photos);
      if (!head.orElseGet(Adaptation::statistics).applies(shift)) {
        return new AdaptedModel(copy, shift, false, 0);
      }
      try (copy) {
        TransferModel next = new BodyShifting(copy, known, photos).adapted(head);
        return new AdaptedModel(next, shift, true, moved(copy, next, photos));
      }
    } catch (RuntimeException | Error e) {
      copy.close();
      throw e;
    }
  }

  private TransferModel adapted(Optional<Adaptation> head) {
    var next = new TransferModel(restated(photos), known.engine());
    try (var source = new TransferModel(restated(labelled), known.engine())) {
      HeadSolving.solve(source, labelled, LinearProbe.logistic());
      ModelState solved = source.state();
      HeadLinear its = HeadLinear.of(solved);
      if (head.isPresent()) {
        Features features = HeadFeatures.labelled(source, labelled);
        float[][] rows = HeadFeatures.rows(next, photos);
        Adapted moved = Adapted.anyway(head.get(), its.weights(), its.biases(), features, rows);
        its = new HeadLinear(moved.weights(), moved.biases());
      }
      StateDict tensors = its.state(solved);
      next.life().learn(now -> now.weights(tensors));
      return next;
    } catch (RuntimeException | Error e) {
      next.close();
      throw e;
    }
  }

  /** The model with statistics of a set. */
  private ModelState restated(ImageSet set) {
    ModelState now = known.state();
    Graph before = now.graph().until(HeadInput.name(now));
    var network = new Network(before, now.weights().select(before), Set.of(), known.engine());
    String title = "statistics of " + set.size() + " images for " + now.backbone().name();
    return now.weights(
        HeadFeatures.readable(
            set, some -> DomainStatistics.of(title, network, some.inputs(now.contract()))));
  }

  private static double moved(TransferModel before, TransferModel after, ImageSet photos) {
    List<Prediction> was = answers(before, photos);
    List<Prediction> is = answers(after, photos);
    long moved =
        IntStream.range(0, is.size())
            .filter(i -> !was.get(i).predicted().equals(is.get(i).predicted()))
            .count();
    return (double) moved / is.size();
  }

  private static List<Prediction> answers(TransferModel model, ImageSet photos) {
    return HeadFeatures.readable(photos, some -> Answering.predicted(model, some));
  }

  private static void require(ModelState now) {
    HeadInput.require(now);
    if (now.opaque().isPresent()) {
      throw new IllegalArgumentException(
          "%s is %s, whose statistics cannot be replaced; adapt(model, known, photos) changes the head alone"
              .formatted(now.backbone().name(), now.opaque().get().kind()));
    }
    if (now.int8().isPresent()) {
      throw new IllegalArgumentException(
          "this body computes in 8 bits, calibrated with the statistics that it has; call"
              + " freeze(model) first");
    }
    Graph before = now.graph().until(HeadInput.name(now));
    if (before.nodes().stream().noneMatch(node -> node.op() instanceof BatchNorm)) {
      throw new IllegalArgumentException(
          "%s has no batch normalization whose statistics could follow; adapt(model, known, photos) changes the head alone"
              .formatted(now.backbone().name()));
    }
  }
}
