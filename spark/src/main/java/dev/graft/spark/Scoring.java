package dev.graft.spark;

import dev.graft.CompiledModel;
import dev.graft.CompiledRow;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** A task's work: takes rows batch by batch and puts a model's results behind their columns. */
record Scoring(
    Broadcast<Sent> model,
    Broadcast<SerializableConfiguration> hadoop,
    int input,
    InputKind kind,
    int batchSize,
    Results results)
    implements MapPartitionsFunction<Row, Row> {

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    TaskContext task = TaskContext.get();
    int cpus = task == null ? 1 : task.cpus();
    Sessions.Use use = Sessions.of(model.value(), cpus, hadoop.value().value());
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) ended -> use.close());
    }
    return new Scored(this, rows, use, hadoop.value().value());
  }

  /** Rows of one partition; a batch of them is in memory. */
  private static final class Scored implements Iterator<Row> {
    private final Scoring work;
    private final Iterator<Row> rows;
    private final Sessions.Use use;
    private final Configuration hadoop;
    private final Deque<Row> ready = new ArrayDeque<>();

    Scored(Scoring work, Iterator<Row> rows, Sessions.Use use, Configuration hadoop) {
      this.work = work;
      this.rows = rows;
      this.use = use;
      this.hadoop = hadoop;
    }

    @Override
    public boolean hasNext() {
      if (!ready.isEmpty() || rows.hasNext()) {
        return true;
      }
      use.close();
      return false;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no row left in this partition");
      }
      if (ready.isEmpty()) {
        List<Row> batch = new ArrayList<>();
        while (batch.size() < work.batchSize && rows.hasNext()) {
          batch.add(rows.next());
        }
        compute(batch);
      }
      return ready.remove();
    }

    private void compute(List<Row> batch) {
      String[] reasons = new String[batch.size()];
      List<Integer> places = new ArrayList<>();
      Inputs inputs = new Inputs();
      for (int i = 0; i < reasons.length; i++) {
        try {
          inputs.add(work.kind, batch.get(i), work.input, hadoop);
          places.add(i);
        } catch (InputKind.UnreadException e) {
          reasons[i] = e.getMessage();
        }
      }
      List<CompiledRow> given = inputs.through(work.kind, use.model());
      CompiledRow[] made = new CompiledRow[reasons.length];
      for (int k = 0; k < places.size(); k++) {
        made[places.get(k)] = given.get(k);
      }
      for (int i = 0; i < reasons.length; i++) {
        String reason = made[i] == null ? reasons[i] : made[i].reason();
        boolean read = made[i] != null && made[i].read();
        ready.add(row(batch.get(i), read ? work.results.of(made[i].values()) : null, reason));
      }
    }

    private Row row(Row before, Object[] columns, String reason) {
      int width = before.size();
      Object[] all = new Object[width + work.results.count() + 1];
      for (int i = 0; i < width; i++) {
        all[i] = before.get(i);
      }
      if (columns == null) {
        all[all.length - 1] = reason;
      } else {
        System.arraycopy(columns, 0, all, width, columns.length);
      }
      return RowFactory.create(all);
    }
  }

  /** The inputs of a batch that are there, of one kind. */
  private static final class Inputs {
    private final List<byte[]> files = new ArrayList<>();
    private final List<BufferedImage> images = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    void add(InputKind kind, Row row, int column, Configuration hadoop)
        throws InputKind.UnreadException {
      if (row.isNullAt(column)) {
        throw new InputKind.UnreadException("no input: null");
      }
      switch (kind) {
        case TEXT -> texts.add(row.getString(column));
        case IMAGE -> images.add(InputKind.pixels(row.getStruct(column)));
        case BINARY, PATH -> files.add(kind.file(row.get(column), hadoop));
      }
    }

    List<CompiledRow> through(InputKind kind, CompiledModel model) {
      return switch (kind) {
        case TEXT -> model.texts(texts);
        case IMAGE -> model.pixels(images);
        case BINARY, PATH -> model.images(files);
      };
    }
  }
}
