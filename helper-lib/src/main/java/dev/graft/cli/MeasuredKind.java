package dev.graft.cli;

import dev.graft.Head.Output;
import dev.graft.TransferModel;
import java.util.Map;
import java.util.function.BiFunction;

/** How each kind of answer is read and measured: a row a head. */
final class MeasuredKind {
  static final Map<Output, BiFunction<TransferModel, AnsweredData, Measured>> TABLE =
      Map.of(
          Output.SOFTMAX, ClassData::measured,
          Output.BINARY, ClassData::measured,
          Output.TAGS, TagData::measured,
          Output.NUMBERS, NumberData::measured,
          Output.MASK, MaskData::measured);

  private MeasuredKind() {}

  /** How good a model is, whatever kind of answer it gives. */
  static Measured measured(TransferModel model, AnsweredData data) {
    return TABLE.get(model.output()).apply(model, data);
  }
}
