package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.TestTime;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a model says of sets of images, beside their labels or without. */
final class Answering {
  private Answering() {}

  static Evaluation evaluated(TransferModel model, ImageSet images) {
    try (ModelLife.Moment now = model.life().moment()) {
      ImageSet sorted = HeadClasses.sorted(now.state().classes(), images);
      float[][] logits =
          Logits.of(
              now, sorted.inputs(now.state().contract()), Title.evaluating(now.state(), images));
      return Evaluation.of(sorted.classes(), ids(sorted), labels(sorted), logits);
    }
  }

  static Evaluation evaluated(TransferModel model, ImageSet images, TestTime looks) {
    try (ModelLife.Moment now = model.life().moment()) {
      ImageSet sorted = HeadClasses.sorted(now.state().classes(), images);
      float[][] logits =
          Logits.averaged(now, sorted, looks, Logits::of, Title.evaluating(now.state(), images));
      return Evaluation.of(sorted.classes(), ids(sorted), labels(sorted), logits);
    }
  }

  static Evaluation evaluated(
      TransferModel model, ImageSet images, Map<String, List<String>> words) {
    try (ModelLife.Moment now = model.life().moment()) {
      now.state().requireHead();
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

  static List<Prediction> predicted(TransferModel model, ImageSet images) {
    try (ModelLife.Moment now = model.life().moment()) {
      float[][] logits =
          Logits.known(
              now, images.inputs(now.state().contract()), Title.predicting(now.state(), images));
      return Prediction.of(now.state().classes(), ids(images), logits);
    }
  }

  static List<Prediction> predicted(TransferModel model, ImageSet images, TestTime looks) {
    try (ModelLife.Moment now = model.life().moment()) {
      float[][] logits =
          Logits.averaged(now, images, looks, Logits::known, Title.predicting(now.state(), images));
      return Prediction.of(now.state().classes(), ids(images), logits);
    }
  }

  static List<String> ids(ImageSet images) {
    return IntStream.range(0, images.size()).mapToObj(images::id).toList();
  }

  static int[] labels(ImageSet images) {
    return IntStream.range(0, images.size()).map(images::label).toArray();
  }
}
