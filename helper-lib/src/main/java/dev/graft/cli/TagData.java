package dev.graft.cli;

import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.Answered;
import dev.graft.data.TagSet;
import dev.graft.data.TextTagSet;
import dev.graft.evaluate.MultiLabel;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/**
 * Measures a model of tags on a table: a column of 0 and 1 for each tag, or one that lists them.
 */
final class TagData {
  private TagData() {}

  static Measured measured(TransferModel model, AnsweredData data) {
    List<String> names = model.classes();
    TableColumns.Examples examples = data.examples(model, "tags");
    Table table = examples.table();
    String column = examples.column();
    if (data.columns().label() == null && names.stream().allMatch(table::containsColumn)) {
      Table typed = AnswerCells.TRUTHS.of(table, column, names);
      return model.readsTexts()
          ? of(model, TextTagSet.of(typed, column, names))
          : of(model, TagSet.of(typed, column, names, data.folder()));
    }
    String listed = AnsweredData.named(data.columns().label(), "tags", "--label", table, names);
    String between = data.options().separator();
    return model.readsTexts()
        ? of(model, TextTagSet.of(table, column, listed, between).tags(names))
        : of(model, TagSet.of(table, column, listed, between, data.folder()).tags(names));
  }

  private static Measured of(TransferModel model, TagSet photos) {
    return of(model, photos, Transfer.evaluate(model, photos));
  }

  private static Measured of(TransferModel model, TextTagSet texts) {
    return of(model, texts, Transfer.evaluate(model, texts));
  }

  private static Measured of(TransferModel model, Answered<?, ?> set, MultiLabel result) {
    return Measured.of(model, set, result, result.intervals(), Map.of("loss", result.loss()));
  }
}
