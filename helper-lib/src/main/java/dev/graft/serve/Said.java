package dev.graft.serve;

import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.Dataset;
import dev.graft.data.ImageSet;
import dev.graft.data.TextSet;
import dev.graft.evaluate.Estimate;
import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Tagged;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model says of one input, whatever kind of answer its head gives: as programs read it, the
 * same over HTTP and from a shell, and as a person does.
 */
public sealed interface Said permits SaidClass, SaidTags, SaidNumbers, SaidMask {
  /**
   * Asks a model.
   *
   * @param model with a head
   * @param inputs photos or texts as it reads them
   * @return one answer an input, in order
   * @throws IllegalArgumentException where it cannot be asked of these; the text says why
   */
  static List<Said> of(TransferModel model, Dataset inputs) {
    return switch (model.output()) {
      case SOFTMAX, BINARY -> predicted(model, inputs).stream().<Said>map(SaidClass::new).toList();
      case TAGS -> tagged(model, inputs).stream().<Said>map(SaidTags::new).toList();
      case NUMBERS -> estimated(model, inputs).stream().<Said>map(SaidNumbers::new).toList();
      case MASK ->
          Transfer.segment(model, photos(inputs)).stream().<Said>map(SaidMask::new).toList();
    };
  }

  /**
   * Takes a prediction that was made before.
   *
   * @param prediction of one class
   * @return the same, to be written
   */
  static Said of(Prediction prediction) {
    return new SaidClass(prediction);
  }

  private static List<Prediction> predicted(TransferModel model, Dataset inputs) {
    return inputs instanceof TextSet texts
        ? Transfer.predict(model, texts)
        : Transfer.predict(model, photos(inputs));
  }

  private static List<Tagged> tagged(TransferModel model, Dataset inputs) {
    return inputs instanceof TextSet texts
        ? Transfer.tag(model, texts)
        : Transfer.tag(model, photos(inputs));
  }

  private static List<Estimate> estimated(TransferModel model, Dataset inputs) {
    return inputs instanceof TextSet texts
        ? Transfer.estimate(model, texts)
        : Transfer.estimate(model, photos(inputs));
  }

  private static ImageSet photos(Dataset inputs) {
    if (inputs instanceof ImageSet photos) {
      return photos;
    }
    throw new IllegalArgumentException("this model sees photos, not texts");
  }

  /**
   * Names the input.
   *
   * @return its name in the set that was asked about
   */
  String name();

  /**
   * Describes the answer to programs.
   *
   * @param top how many classes or tags to name, at most all
   * @return of a class {@code label}, {@code probability} (0…1) and {@code top}, the most probable
   *     classes with theirs, of a calibrated model also {@code set}, {@code promised}, {@code
   *     known}, {@code distance} and {@code threshold}; of tags {@code tags} and {@code top}; of
   *     numbers {@code values} in the units that were learned; of a mask {@code width}, {@code
   *     height}, {@code shares} of the pixels and the {@code colours} of {@link #picture}; all but
   *     values rounded to six decimals
   */
  Map<String, Object> json(int top);

  /**
   * Describes the answer to a person.
   *
   * @param top how many classes to name, at most all
   * @return one line
   */
  String line(int top);

  /**
   * Names the columns of a table of such answers.
   *
   * @param top how many classes to name, at most all
   * @return a name a column
   */
  List<String> columns(int top);

  /**
   * Gives the cells of this answer's row.
   *
   * @param top how many classes to name, at most all
   * @return a text a column
   */
  List<String> cells(int top);

  /**
   * Shows why, or what: where the network looked for a class, which pixels are what in a mask.
   *
   * @param model that said it
   * @param photo that it was asked about
   * @return a PNG file; empty where there is nothing to be seen
   */
  default Optional<byte[]> picture(TransferModel model, BufferedImage photo) {
    return Optional.empty();
  }

  /** Six decimals are more than an answer is sure of. */
  static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
