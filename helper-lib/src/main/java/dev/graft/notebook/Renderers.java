package dev.graft.notebook;

import dev.graft.Occlusion;
import dev.graft.TransferModel;
import dev.graft.Trials;
import dev.graft.WordOcclusion;
import dev.graft.audit.Audit;
import dev.graft.data.ImageSet;
import dev.graft.data.Splits;
import dev.graft.data.TrainingSet;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Intervals;
import dev.graft.evaluate.MultiLabel;
import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Regression;
import dev.graft.evaluate.Segmentation;
import dev.graft.infer.OnnxFile;
import dev.graft.plot.Figure;
import dev.graft.plot.FiguresOfOthers;
import dev.graft.plot.Plots;
import dev.graft.train.History;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** How the kernel shows each type: one line a type. */
final class Renderers {
  private static final List<Class<?>> NUMBERS =
      List.of(
          Double.class,
          Float.class,
          double[].class,
          float[].class,
          double[][].class,
          float[][].class,
          Map.class,
          Optional.class,
          OptionalDouble.class);

  private Renderers() {}

  static void into(Renderer renderer) {
    on(renderer, Bundle.class, Function.identity());
    on(renderer, Figure.class, Bundle::of);
    FiguresOfOthers.drawn()
        .forEach((type, figure) -> on(renderer, type, figure.andThen(Bundle::of)));
    on(renderer, Table.class, Bundle::of);
    on(renderer, Column.class, column -> Bundle.of(Table.create(column.name(), column)));
    on(renderer, History.class, Bundle::of);
    on(renderer, Trials.class, trials -> Bundle.of(trials.table()));
    on(renderer, Evaluation.class, Bundle::of);
    on(renderer, MultiLabel.class, result -> Bundle.of(result.report()));
    on(renderer, Regression.class, result -> Bundle.of(result.report()));
    on(renderer, Segmentation.class, result -> Bundle.of(result.report()));
    on(renderer, Occlusion.class, where -> Bundle.of(Plots.occlusion(where)));
    on(renderer, WordOcclusion.class, ColouredWords::of);
    on(renderer, Intervals.class, intervals -> Bundle.of(intervals.table()));
    on(renderer, ImageSet.class, Bundle::of);
    on(renderer, Splits.class, Bundle::of);
    on(renderer, TrainingSet.class, Bundle::of);
    on(renderer, Audit.class, Bundle::of);
    on(renderer, TransferModel.class, Bundle::of);
    on(renderer, Prediction.class, Predicted::one);
    on(renderer, History.Epoch.class, Bundle::of);
    on(renderer, OnnxFile.class, file -> Bundle.of(file.table()));
    on(renderer, Collection.class, Predicted::listed);
    for (Class<?> type : NUMBERS) {
      on(renderer, type, value -> Bundle.text(Rounded.text(value)));
    }
  }

  private static <T> void on(Renderer renderer, Class<T> type, Function<? super T, Bundle> bundle) {
    renderer
        .createRegistration(type)
        .preferring("text/plain")
        .register((value, context) -> render(value, context, bundle));
  }

  /** Even an {@code Error} becomes text: AWT throws one where there are no fonts. */
  private static <T> void render(
      T value, RenderContext context, Function<? super T, Bundle> bundle) {
    orText(value, bundle).copyTo(context.getOutputContainer());
  }

  static <T> Bundle orText(T value, Function<? super T, Bundle> bundle) {
    try {
      return bundle.apply(value);
    } catch (Throwable e) {
      return Bundle.text(value + "\n(not drawn: " + e + ")");
    }
  }
}
