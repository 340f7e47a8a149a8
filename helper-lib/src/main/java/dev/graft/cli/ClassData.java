package dev.graft.cli;

import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.Splits;
import dev.graft.data.TextSet;
import dev.graft.data.Unreadable;
import dev.graft.evaluate.Evaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** Measures a model of classes on folders of them, or on a table with a column of them. */
final class ClassData {
  private ClassData() {}

  static Measured measured(TransferModel model, AnsweredData data) {
    List<String> classes = model.classes();
    if (model.readsTexts()) {
      TextSet texts =
          Files.isDirectory(data.source())
              ? TextSet.of(data.source())
              : MaterialFiles.texts(data.columns().read(data.source()));
      return of(model, Transfer.evaluate(model, texts.classes(classes)), texts.rejected());
    }
    if (Files.isRegularFile(data.source())) {
      ImageSet images = MaterialFiles.images(data.columns().read(data.source()), data.source());
      return of(model, Transfer.evaluate(model, images.classes(classes)), images.rejected());
    }
    ImageSet images = images(data.source(), classes);
    return of(model, Transfer.evaluate(model, images), images.rejected());
  }

  private static ImageSet images(Path folder, List<String> classes) {
    if (!ImageSet.hasSplits(folder)) {
      return ImageSet.of(folder, classes);
    }
    Splits splits = ImageSet.splits(folder, Unreadable.SKIP);
    Map<String, ImageSet> parts = splits.parts();
    String part = parts.containsKey("test") ? "test" : "validation";
    if (!parts.containsKey(part)) {
      throw new IllegalArgumentException(
          folder + " has photos to learn from alone; name its folder to be measured on those");
    }
    return parts.get(part);
  }

  private static Measured of(TransferModel model, Evaluation result, Table rejected) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("accuracy", result.accuracy());
    more.put("low", result.intervals().accuracy().low());
    more.put("high", result.intervals().accuracy().high());
    more.put("macro_f1", result.macroF1());
    more.put("loss", result.loss());
    more.put("mistakes", result.mistakes().size());
    String said = result + "\n" + result.intervals();
    Table figures = result.intervals().table();
    String inputs = Measured.inputs(model);
    return new Measured("classes", inputs, result.size(), said, figures, rejected, more);
  }
}
