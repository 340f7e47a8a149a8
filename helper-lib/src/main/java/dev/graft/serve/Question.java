package dev.graft.serve;

import dev.graft.TransferModel;
import dev.graft.cache.FeatureCache;
import dev.graft.data.ImageSet;
import dev.graft.data.TextSet;
import dev.graft.data.Unlabelled;
import dev.graft.progress.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
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
  record Answered(Said said, Optional<byte[]> picture) {}

  /** Decodes it on the thread of its request; its file tells it from others, not its pixels. */
  static Question photo(byte[] file, boolean look) throws IOException {
    return new Question(Optional.of(Unlabelled.decoded(file)), "", look);
  }

  static Question text(String text) {
    return new Question(Optional.empty(), text, false);
  }

  /** What comes over HTTP was hardly seen in a training: no kept features are looked for. */
  static List<Answered> answered(TransferModel model, List<Question> questions) {
    return Progress.silently(() -> FeatureCache.without(() -> all(model, questions)));
  }

  private static List<Answered> all(TransferModel model, List<Question> questions) {
    List<Said> said = said(model, questions);
    return IntStream.range(0, said.size())
        .mapToObj(i -> new Answered(said.get(i), questions.get(i).picture(model, said.get(i))))
        .toList();
  }

  private static List<Said> said(TransferModel model, List<Question> questions) {
    if (questions.get(0).photo().isEmpty()) {
      return SaidKind.ask(
          model, TextSet.unlabelled(questions.stream().map(Question::text).toList()));
    }
    ImageSet all =
        questions.stream().map(one -> one.photo().orElseThrow()).reduce(ImageSet::join).get();
    return SaidKind.ask(model, all);
  }

  private Optional<byte[]> picture(TransferModel model, Said said) {
    return look ? said.picture(model, photo.orElseThrow().image(0)) : Optional.empty();
  }

  private static BufferedImage blank() {
    return new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
  }

  /** Asks once, so that nobody waits for what the first question costs. */
  static void warm(TransferModel model) {
    Question first =
        model.readsTexts()
            ? text("a")
            : new Question(Optional.of(Unlabelled.of(blank())), "", false);
    answered(model, List.of(first));
  }
}
