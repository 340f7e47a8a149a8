package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Dataset;
import dev.graft.data.FeatureSet;
import dev.graft.data.ImageSet;
import dev.graft.data.Inputs;
import dev.graft.data.Numbers;
import dev.graft.data.Tags;
import dev.graft.data.TestTime;
import dev.graft.engine.Bodies;
import dev.graft.engine.Network;
import dev.graft.evaluate.Estimate;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.MultiLabel;
import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Regression;
import dev.graft.evaluate.Tagged;
import dev.graft.infer.Body;
import dev.graft.train.Outputs;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a model says of sets of images, beside their labels or without. */
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

  static Regression measured(TransferModel model, Dataset images) {
    try (ModelLife.Moment now = model.life().moment()) {
      HeadFit.require(now.state(), images);
      Numbers numbers = (Numbers) images.answers();
      String title = Title.evaluating(now.state(), images);
      Inputs inputs = images.inputs(now.state().contract());
      float[][] given = now.inference().rows(title, inputs, FeatureCache.atHome());
      return Regression.of(numbers.names(), ids(images), numbers.rows(), given);
    }
  }

  static List<Estimate> estimated(TransferModel model, Dataset images) {
    try (ModelLife.Moment now = model.life().moment()) {
      now.state().require(AnswerKind.NUMBERS);
      String title = Title.predicting(now.state(), images);
      Inputs inputs = images.inputs(now.state().contract());
      float[][] given = now.inference().glance(title, inputs, FeatureCache.atHome());
      return IntStream.range(0, given.length)
          .mapToObj(i -> estimate(now.state().classes(), images.id(i), given[i]))
          .toList();
    }
  }

  private static Estimate estimate(List<String> names, String id, float... values) {
    return new Estimate(
        id, names, IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList());
  }

  static MultiLabel judged(TransferModel model, Dataset images) {
    try (ModelLife.Moment now = model.life().moment()) {
      Dataset sorted = HeadFit.sorted(now.state(), images);
      Tags tags = (Tags) sorted.answers();
      String title = Title.evaluating(now.state(), images);
      Inputs inputs = images.inputs(now.state().contract());
      float[][] given = now.inference().rows(title, inputs, FeatureCache.atHome());
      return MultiLabel.of(tags.names(), ids(images), tags.rows(), given)
          .at(HeadTags.named(now.state()));
    }
  }

  static List<Tagged> tagged(TransferModel model, Dataset images) {
    try (ModelLife.Moment now = model.life().moment()) {
      now.state().require(AnswerKind.TAGS);
      String title = Title.predicting(now.state(), images);
      Inputs inputs = images.inputs(now.state().contract());
      float[][] given = now.inference().glance(title, inputs, FeatureCache.atHome());
      return Tagged.of(now.state().classes(), HeadTags.thresholds(now.state()), ids(images), given);
    }
  }

  static List<String> ids(Dataset images) {
    return IntStream.range(0, images.size()).mapToObj(images::id).toList();
  }

  static int[] labels(Dataset images) {
    return IntStream.range(0, images.size()).map(images::label).toArray();
  }
}
