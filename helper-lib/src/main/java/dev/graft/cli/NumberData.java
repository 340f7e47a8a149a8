package dev.graft.cli;

import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.Answered;
import dev.graft.data.NumberSet;
import dev.graft.data.TextNumberSet;
import dev.graft.evaluate.Regression;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** Measures a model of numbers on a table with a column for each. */
final class NumberData {
  private NumberData() {}

  static Measured measured(TransferModel model, AnsweredData data) {
    List<String> names = model.classes();
    TableColumns.Examples examples = data.examples(model, "numbers");
    String column = examples.column();
    Table typed = AnswerCells.NUMBERS.of(examples.table(), column, names);
    if (model.readsTexts()) {
      TextNumberSet texts = TextNumberSet.of(typed, column, names);
      return of(model, texts, Transfer.evaluate(model, texts));
    }
    NumberSet photos = NumberSet.of(typed, column, names, data.folder());
    return of(model, photos, Transfer.evaluate(model, photos));
  }

  private static Measured of(TransferModel model, Answered<?, ?> set, Regression result) {
    return Measured.of(model, set, result, result.intervals(), Map.of());
  }
}
