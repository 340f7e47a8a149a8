package dev.graft.cli;

import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.MaskSet;
import dev.graft.evaluate.Segmentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Measures a model of masks on a folder of {@code images} and {@code masks}, or of parts of it, or
 * on a table of both.
 */
final class MaskData {
  private MaskData() {}

  static Measured measured(TransferModel model, AnsweredData data) {
    MaskSet all =
        Files.isDirectory(data.source())
            ? MaskSet.of(part(data.source()), model.classes())
            : listed(data, model.classes());
    MaskSet photos = all.ignoring(data.options().ignored());
    Segmentation result = Transfer.evaluate(model, photos);
    return Measured.of(model, photos, result, result.intervals(), Map.of());
  }

  private static MaskSet listed(AnsweredData data, List<String> classes) {
    TableColumns.Examples photos = data.columns().examples(data.source(), false);
    Table table = photos.table();
    String wanted = data.options().mask();
    String mask = AnsweredData.named(wanted, wanted, "--mask", table, List.of());
    return MaskSet.of(table, photos.column(), mask, classes, data.folder());
  }

  /** Its test where there is one, else its validation, else the folder itself. */
  private static Path part(Path source) {
    return Stream.of("test", "validation", "valid", "val")
        .map(source::resolve)
        .filter(part -> Files.isDirectory(part.resolve("masks")))
        .findFirst()
        .orElse(source);
  }
}
