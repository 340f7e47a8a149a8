package dev.graft;

import dev.graft.data.Augmentation;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.data.TrainingSet;
import dev.graft.graph.Node;
import dev.graft.graph.Parameter;
import dev.graft.graph.Shape;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A small network without any weight file, and 24 drawn images to teach it. */
final class Garden {
  static final Splits IMAGES = Samples.garden(4, 1);
  static final TrainingSet TRAIN =
      TrainingSet.of(IMAGES.train(), Augmentation.flip().rotate(15)).seed(1);
  static final FineTune ONE = FineTune.epochs(1).batchSize(8).weightDecay(0.01).seed(1);

  private Garden() {}

  static Backbone backbone(String engine) {
    return Backbone.MOBILENET_V1_025.size(32).on(engine);
  }

  /** MobileNet v1 0.25 at 32 px with a head for the six insects that prefers some of them. */
  static TransferModel model(String engine) {
    TransferModel model = backbone(engine).untrained(1);
    Transfer.replaceHead(model, head());
    return worn(model);
  }

  /** A fresh classifier is all 0 and hands no gradient down: gives it weights to begin with. */
  static TransferModel worn(TransferModel model) {
    spread(model, 0.05);
    return model;
  }

  /** Gives a model's classifier values that tell the classes apart, as if it had learned. */
  static void spread(TransferModel model, double size) {
    String name = "head.classifier.weight";
    Shape shape = model.weights().get(name).shape();
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (size * Math.sin(i + 1));
    }
    model.life().learn(now -> now.weights(StateDict.of(Map.of(name, Tensor.of(shape, values)))));
  }

  static Head head() {
    return Head.classifier(IMAGES.classes()).dropout(0.2).seed(1);
  }

  static History fineTune(TransferModel model, FineTune options) {
    return Transfer.fineTune(model, TRAIN, IMAGES.validation(), options);
  }

  /** Names the tensors whose bytes differ. */
  static Set<String> changed(StateDict before, StateDict after) {
    return before.names().stream()
        .filter(name -> !Arrays.equals(before.get(name).toArray(), after.get(name).toArray()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names what training may change: parameters of nodes that are not frozen, no statistics. */
  static Set<String> live(TransferModel model) {
    Set<String> names = new TreeSet<>();
    for (Node node : model.graph().nodes()) {
      for (Parameter p : node.op().parameters()) {
        if (p.learned() && !model.frozenNodes().contains(node.name())) {
          names.add(node.key(p));
        }
      }
    }
    return names;
  }

  /** Lists all of a history that does not depend on the clock. */
  static List<List<Double>> numbers(History history) {
    return history.epochs().stream()
        .map(e -> List.of(e.loss(), e.accuracy(), e.validationLoss(), e.validationAccuracy()))
        .toList();
  }
}
