package dev.graft;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a search found. Immutable.
 *
 * <pre>{@code
 * found.table()
 * found.best()
 * Plots.parallel(found.table(), "validation accuracy")
 * }</pre>
 *
 * @param search that was asked for
 * @param trials as far as each was trained, the best first
 */
public record Trials(Search search, List<Trial> trials) {
  /** Copies and sorts the trials. */
  public Trials {
    trials = trials.stream().sorted(Trial.BEST_FIRST).toList();
  }

  /**
   * Chooses among those trained longest the one with the highest score; of equals the one with the
   * lowest loss.
   *
   * @return the trial
   * @throws IllegalStateException when no trial is finished
   */
  public Trial best() {
    if (trials.isEmpty()) {
      throw new IllegalStateException("this search has no finished trial");
    }
    return trials.get(0);
  }

  /**
   * Lays the trials out as a table, the best first.
   *
   * @return one row a trial: what was varied, then epochs where trials differ in them, validation
   *     loss and validation score by its name, such as {@code validation accuracy} or {@code
   *     validation mean IoU}, missing where the loss was no number
   */
  public Table table() {
    SearchSpace space = search.space();
    Table table = Table.create("trials");
    if (!space.backbones().isEmpty()) {
      table.addColumns(
          StringColumn.create("backbone", trials.stream().map(t -> t.backbone().name())));
    }
    if (space.blocks().isPresent()) {
      table.addColumns(whole("blocks", Trial::blocks));
    }
    space
        .learningRate()
        .ifPresent(
            range ->
                table.addColumns(
                    column("learning rate", t -> t.fineTune().rates().learningRate())));
    if (!space.batchSizes().isEmpty()) {
      table.addColumns(whole("batch size", t -> t.fineTune().feed().batchSize()));
    }
    space.dropout().ifPresent(range -> table.addColumns(column("dropout", Trial::dropout)));
    space
        .weightDecay()
        .ifPresent(
            range ->
                table.addColumns(column("weight decay", t -> t.fineTune().steps().weightDecay())));
    if (search.rungs().size() > 1) {
      table.addColumns(whole("epochs", t -> t.fineTune().epochs()));
    }
    table.addColumns(column("validation loss", Trial::loss));
    return trials.isEmpty()
        ? table
        : table.addColumns(column("validation " + Trial.judge(best().head()), Trial::score));
  }

  private DoubleColumn column(String name, ToDoubleFunction<Trial> value) {
    return DoubleColumn.create(name, trials.stream().mapToDouble(value));
  }

  private IntColumn whole(String name, ToIntFunction<Trial> value) {
    return IntColumn.create(name, trials.stream().mapToInt(value));
  }

  @Override
  public String toString() {
    return table().printAll();
  }
}
