package dev.graft;

import dev.graft.data.Classes;
import dev.graft.data.Dataset;
import dev.graft.data.Epochs;
import dev.graft.data.ImageSet;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** How much of a training set a point of a learning curve learns from. */
sealed interface Portion {
  /** Makes of inputs what is learned from; the seed decides how they vary. */
  interface Seen {
    Epochs of(Dataset inputs, long seed);
  }

  /**
   * Takes that much of a set.
   *
   * @param seed decides which inputs
   */
  Epochs of(Dataset all, Seen seen, long seed);

  /** Adds columns for a set's portions to a table. */
  void begin(Table table, Dataset all);

  /** Appends to those columns. */
  void append(Table table, int inputs);

  /** Says how much, {@code 5 images a class}. */
  String text(Dataset all);

  /** So many images of each class. */
  record PerClass(int images) implements Portion {
    private static final String COLUMN = "images per class";

    @Override
    public Epochs of(Dataset all, Seen seen, long seed) {
      if (all instanceof ImageSet photos && photos.answers() instanceof Classes) {
        return seen.of(photos.perClass(images, seed), seed);
      }
      throw new IllegalArgumentException(
          "a curve by images per class wants images of classes, these are "
              + all.size()
              + " %s with %s; begin it with LearningCurve.shares(0.25, 0.5, 1)"
                  .formatted(all.noun(), all.answers().kind()));
    }

    @Override
    public void begin(Table table, Dataset all) {
      table.addColumns(IntColumn.create(COLUMN));
    }

    @Override
    public void append(Table table, int inputs) {
      table.intColumn(COLUMN).append(images);
    }

    @Override
    public String text(Dataset all) {
      return images + " images a class";
    }
  }

  /** A share of all, stratified as the set's own split is. */
  record Share(double share) implements Portion {
    private static final String COLUMN = "share";

    public Share {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("share is " + share + ", must be above 0 and at most 1");
      }
    }

    @Override
    public Epochs of(Dataset all, Seen seen, long seed) {
      Epochs whole = seen.of(all, seed);
      return share == 1 ? whole : whole.halved(share, seed).training();
    }

    @Override
    public void begin(Table table, Dataset all) {
      table.addColumns(DoubleColumn.create(COLUMN), IntColumn.create(all.noun()));
    }

    @Override
    public void append(Table table, int inputs) {
      int column = table.columnIndex(COLUMN);
      table.doubleColumn(column).append(share);
      table.intColumn(column + 1).append(inputs);
    }

    @Override
    public String text(Dataset all) {
      return "a share of " + share + " of the " + all.noun();
    }
  }
}
