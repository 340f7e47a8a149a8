package dev.graft;

import dev.graft.data.Classes;
import dev.graft.data.Dataset;
import dev.graft.data.Epochs;
import dev.graft.data.ImageSet;
import dev.graft.data.LeavingOut;
import dev.graft.progress.Progress;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Trains the points of a learning curve one after the other, each on a model of its own. An image
 * that cannot be read ends it: the points are to be of the same images.
 */
final class CurveRun {
  private final LearningCurve plan;
  private final Dataset training;
  private final Dataset validation;
  private final String judge;
  private final Table table;

  private CurveRun(LearningCurve plan, Dataset training, Dataset validation) {
    this.plan = plan;
    this.training = training;
    this.validation = validation;
    this.judge = Trial.judge(HeadFit.fresh(training));
    this.table = Table.create("learning curve", StringColumn.create("method"));
    plan.portions().get(0).begin(table, training);
    table.addColumns(
        LongColumn.create("seed"),
        DoubleColumn.create(judge),
        DoubleColumn.create("training " + judge),
        DoubleColumn.create("seconds"));
  }

  static Table of(Dataset training, Dataset validation, LearningCurve plan) {
    if (plan.lines().isEmpty()) {
      throw new IllegalArgumentException(
          "a learning curve without a line; call transfer(…) or scratch(…)");
    }
    return training instanceof ImageSet photos && validation instanceof ImageSet judges
        ? LeavingOut.of(photos, judges, (some, held) -> new CurveRun(plan, some, held).run())
        : new CurveRun(plan, training, validation).run();
  }

  private Table run() {
    plan.lines().forEach(this::require);
    int points = plan.lines().size() * plan.portions().size() * plan.repetitions().size();
    try (Progress progress = Progress.start("learning curve", points)) {
      for (LearningCurve.Line line : plan.lines()) {
        for (Portion portion : plan.portions()) {
          for (long seed : plan.repetitions()) {
            Progress.silently(() -> point(line, portion, seed));
            progress.step(1, line.method() + ", " + portion.text(training));
          }
        }
      }
      progress.keep(String.format(Locale.ROOT, "%d trainings for %s", points, table.name()));
    }
    return table;
  }

  /** Refuses at once what would end the curve in the middle. */
  private void require(LearningCurve.Line line) {
    long seed = plan.repetitions().get(0);
    plan.portions().forEach(portion -> portion.of(training, line.seen(), seed));
    try (TransferModel model = begun(line, seed)) {
      HeadFit.require(model.state(), training);
      HeadFit.sorted(model.state(), validation);
    }
  }

  private TransferModel begun(LearningCurve.Line line, long seed) {
    TransferModel model = line.beginning().apply(seed);
    Head head = line.head().orElseGet(() -> HeadFit.fresh(training));
    Surgery.replaceHead(model, head.seed(seed));
    return model;
  }

  private Table point(LearningCurve.Line line, Portion portion, long seed) {
    Epochs some = portion.of(training, line.seen(), seed);
    FineTune options = line.options().seed(seed);
    try (TransferModel model = begun(line, seed)) {
      History history =
          Training.of(model, some, watched(options, seed)).as(options, Optional.empty());
      table.stringColumn("method").append(line.method());
      portion.append(table, some.dataset().size());
      table.longColumn("seed").append(seed);
      table.doubleColumn(judge).append(judged(model, history, options));
      table.doubleColumn("training " + judge).append(history.last().figure(judge));
      table.doubleColumn("seconds").append(history.table().doubleColumn("seconds").sum());
      return table;
    }
  }

  /** Where images have classes and nobody looks on, a glance an epoch will do. */
  private Dataset watched(FineTune options, long seed) {
    return glances() && !options.heedsValidation()
        ? ((ImageSet) validation).perClass(1, seed)
        : validation;
  }

  private boolean glances() {
    return validation instanceof ImageSet && validation.answers() instanceof Classes;
  }

  private double judged(TransferModel model, History history, FineTune options) {
    return glances()
        ? Answering.evaluated(model, validation).accuracy()
        : SearchRun.kept(history, options).figure("validation " + judge);
  }
}
