package dev.graft;

import dev.graft.data.Dataset;
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
      float[][] given = Responses.measured(now, images);
      return MultiLabel.of(tags.names(), Answering.ids(images), tags.rows(), given)
          .at(HeadTags.named(now.state()));
    }
  }

  static List<Tagged> tagged(TransferModel model, Dataset images) {
    try (ModelLife.Moment now = model.life().moment()) {
      now.state().require(AnswerKind.TAGS);
      float[][] given = Responses.asked(now, images);
      return Tagged.of(
          now.state().classes(), HeadTags.thresholds(now.state()), Answering.ids(images), given);
    }
  }
}
