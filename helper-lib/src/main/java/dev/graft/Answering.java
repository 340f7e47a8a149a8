package dev.graft;

import dev.graft.data.Dataset;
import dev.graft.data.FeatureSet;
import dev.graft.data.ImageSet;
import dev.graft.data.Inputs;
import dev.graft.data.TestTime;
import dev.graft.engine.Bodies;
import dev.graft.engine.Network;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import dev.graft.infer.Body;
import dev.graft.train.Outputs;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** To which class a model takes inputs, beside their own or without. */
final class Answering {
  private Answering() {}

  static Evaluation evaluated(TransferModel model, Dataset set) {
    try (ModelLife.Moment now = model.life().moment()) {
      Dataset sorted = HeadFit.sorted(now.state(), set);
      Inputs inputs = sorted.inputs(now.state().contract());
      float[][] logits = Logits.of(now, inputs, Title.evaluating(now.state(), set));
      return Evaluation.of(sorted.classes(), ids(sorted), labels(sorted), logits);
    }
  }

  static Evaluation evaluated(TransferModel model, FeatureSet features) {
    ModelState now = model.state();
    FeatureSet sorted = (FeatureSet) HeadFit.sorted(now, features);
    BehindBody entry = BehindBody.of(now, model.network(), sorted);
    Network rest = entry.network();
    try (Body head = Bodies.of(rest.graph(), rest.weights(), rest.engine())) {
      Inputs inputs = sorted.inputs(entry.contract());
      float[][] rows = Outputs.of(Title.evaluating(now, features), head, inputs);
      float[][] logits = Logits.paired(now, rows);
      return Evaluation.of(sorted.classes(), ids(sorted), labels(sorted), logits);
    }
  }

  static Evaluation evaluated(TransferModel model, ImageSet images, TestTime looks) {
    try (ModelLife.Moment now = model.life().moment()) {
      ImageSet sorted = (ImageSet) HeadFit.sorted(now.state(), images);
      float[][] logits =
          Logits.averaged(now, sorted, looks, Logits::of, Title.evaluating(now.state(), images));
      return Evaluation.of(sorted.classes(), ids(sorted), labels(sorted), logits);
    }
  }

  static Evaluation evaluated(
      TransferModel model, ImageSet images, Map<String, List<String>> words) {
    try (ModelLife.Moment now = model.life().moment()) {
      now.state().requireClasses();
      var reading = ClassWords.of(now.state().classes(), images.classes(), words);
      float[][] logits =
          reading.of(
              Logits.of(
                  now,
                  images.inputs(now.state().contract()),
                  Title.evaluating(now.state(), images)));
      return Evaluation.of(images.classes(), ids(images), labels(images), logits);
    }
  }

  static List<Prediction> predicted(TransferModel model, Dataset set) {
    try (ModelLife.Moment now = model.life().moment()) {
      Inputs inputs = set.inputs(now.state().contract());
      float[][] told = Logits.told(now, inputs, Title.predicting(now.state(), set));
      float[][] logits = Logits.pairs(now, told);
      List<Prediction> all = Prediction.of(now.state().classes(), ids(set), logits);
      return now.state()
          .trust()
          .map(trust -> trust.judge(all, HeadInput.features(now.state(), told)))
          .orElse(all);
    }
  }

  static List<Prediction> predicted(TransferModel model, ImageSet images, TestTime looks) {
    try (ModelLife.Moment now = model.life().moment()) {
      float[][] logits =
          Logits.averaged(now, images, looks, Logits::known, Title.predicting(now.state(), images));
      return Prediction.of(now.state().classes(), ids(images), logits);
    }
  }

  static List<String> ids(Dataset images) {
    return IntStream.range(0, images.size()).mapToObj(images::id).toList();
  }

  static int[] labels(Dataset images) {
    return IntStream.range(0, images.size()).map(images::label).toArray();
  }
}
