package dev.graft.serve;

import dev.graft.Head.Output;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.Dataset;
import dev.graft.data.ImageSet;
import dev.graft.data.TextSet;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How each kind of answer is asked for: a row a kind. */
public enum SaidKind {
  /** Of several classes one. */
  CLASS(
      EnumSet.of(Output.SOFTMAX, Output.BINARY),
      Transfer::predict,
      Transfer::predict,
      SaidClass::new),
  /** Any number of tags. */
  TAGS(EnumSet.of(Output.TAGS), Transfer::tag, Transfer::tag, SaidTags::new),
  /** One number or several. */
  NUMBERS(EnumSet.of(Output.NUMBERS), Transfer::estimate, Transfer::estimate, SaidNumbers::new),
  /** A class for every pixel. */
  MASK(EnumSet.of(Output.MASK), Transfer::segment, SaidKind::unread, SaidMask::new);

  private final Set<Output> outputs;
  private final BiFunction<TransferModel, Dataset, List<Said>> asking;

  <T> SaidKind(
      Set<Output> outputs,
      BiFunction<TransferModel, ImageSet, List<T>> photos,
      BiFunction<TransferModel, TextSet, List<T>> texts,
      Function<T, Said> said) {
    this.outputs = outputs;
    this.asking =
        (model, inputs) -> {
          List<T> answers =
              inputs instanceof TextSet some
                  ? texts.apply(model, some)
                  : photos.apply(model, photos(inputs));
          return answers.stream().map(said).toList();
        };
  }

  /**
   * Asks a model, whatever kind of answer its head gives.
   *
   * @param model with a head
   * @param inputs photos or texts as it reads them
   * @return one answer an input, in order
   * @throws IllegalArgumentException where it cannot be asked of these; the text says why
   */
  public static List<Said> ask(TransferModel model, Dataset inputs) {
    return of(model).asking.apply(model, inputs);
  }

  static SaidKind of(TransferModel model) {
    return of(model.output());
  }

  static SaidKind of(Output output) {
    return Arrays.stream(values())
        .filter(kind -> kind.outputs.contains(output))
        .findFirst()
        .orElseThrow();
  }

  /** One word, as {@code /health} has it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static ImageSet photos(Dataset inputs) {
    if (inputs instanceof ImageSet photos) {
      return photos;
    }
    throw new IllegalArgumentException("this model sees photos, not " + inputs.noun());
  }

  private static <T> List<T> unread(TransferModel model, TextSet texts) {
    throw new IllegalArgumentException("this model sees photos, not texts");
  }
}
