package dev.graft.serve;

import dev.graft.TransferModel;
import dev.graft.evaluate.Prediction;
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
   * Takes a prediction that was made before.
   *
   * @param prediction of one class
   * @return the same, to be written
   */
  static Said of(Prediction prediction) {
    return new SaidClass(prediction);
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
