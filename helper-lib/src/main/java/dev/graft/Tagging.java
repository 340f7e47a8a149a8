package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Dataset;
import dev.graft.data.Inputs;
import dev.graft.data.Tags;
import dev.graft.evaluate.MultiLabel;
import dev.graft.evaluate.Tagged;
import java.util.List;

/** Which tags a model gives inputs, beside their own or without. */
final class Tagging {
  private Tagging() {}

  static MultiLabel evaluated(TransferModel model, Dataset images) {
    try (ModelLife.Moment now = model.life().moment()) {
      Dataset sorted = HeadFit.sorted(now.state(), images);
      Tags tags = (Tags) sorted.answers();
      String title = Title.evaluating(now.state(), images);
      Inputs inputs = images.inputs(now.state().contract());
      float[][] given = now.inference().rows(title, inputs, FeatureCache.atHome());
      return MultiLabel.of(tags.names(), Answering.ids(images), tags.rows(), given)
          .at(HeadTags.named(now.state()));
    }
  }

  static List<Tagged> tagged(TransferModel model, Dataset images) {
    try (ModelLife.Moment now = model.life().moment()) {
      now.state().require(AnswerKind.TAGS);
      String title = Title.predicting(now.state(), images);
      Inputs inputs = images.inputs(now.state().contract());
      float[][] given = now.inference().glance(title, inputs, FeatureCache.atHome());
      return Tagged.of(
          now.state().classes(), HeadTags.thresholds(now.state()), Answering.ids(images), given);
    }
  }
}
