package dev.graft.serve;

import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.TextSet;
import dev.graft.data.Unlabelled;
import dev.graft.evaluate.Prediction;
import dev.graft.plot.Plots;
import dev.graft.progress.Progress;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a model is asked.
 *
 * @param photo one, decoded; empty where a text is asked about
 * @param text to be read; empty where a photo is
 * @param look whether a picture of where it looks is wanted in place of all classes
 */
record Question(Optional<ImageSet> photo, String text, boolean look) {

  /** An answer, and a picture where one was asked for. */
  record Answered(Prediction prediction, byte[] picture) {}

  static Question photo(BufferedImage photo, boolean look) {
    return new Question(Optional.of(Unlabelled.of(photo)), "", look);
  }

  static Question text(String text) {
    return new Question(Optional.empty(), text, false);
  }

  static List<Answered> answered(TransferModel model, List<Question> questions) {
    return Progress.silently(
        () -> {
          List<Prediction> all = predicted(model, questions);
          return IntStream.range(0, all.size())
              .mapToObj(i -> new Answered(all.get(i), questions.get(i).picture(model, all.get(i))))
              .toList();
        });
  }

  private static List<Prediction> predicted(TransferModel model, List<Question> questions) {
    if (questions.get(0).photo().isEmpty()) {
      return Transfer.predict(
          model, TextSet.unlabelled(questions.stream().map(Question::text).toList()));
    }
    ImageSet all =
        questions.stream().map(one -> one.photo().orElseThrow()).reduce(ImageSet::join).get();
    return Transfer.predict(model, all);
  }

  private byte[] picture(TransferModel model, Prediction prediction) {
    if (!look) {
      return new byte[0];
    }
    BufferedImage image = photo.orElseThrow().image(0);
    return Plots.gradCam(Transfer.gradCam(model, image, prediction.predicted())).png();
  }

  /** Asks once, so that nobody waits for what the first question costs. */
  static void warm(TransferModel model) {
    Question first =
        model.readsTexts()
            ? text("a")
            : photo(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), false);
    answered(model, List.of(first));
  }
}
