package dev.graft.notebook;

import dev.graft.progress.ProgressSink;
import java.util.function.LongSupplier;

/**
 * One output that is rewritten in place. An output can never be taken back, so work that is done at
 * once shows none, and what had one ends with a line that says what was done.
 */
final class LiveLine implements ProgressSink {
  private static final long PATIENCE_NANOS = 300_000_000;

  private final Output output;
  private final LongSupplier clock;
  private final long begun;
  private String id = "";
  private String shown = "";

  /** Where the line stands. */
  interface Output {
    /** Shows a line and names it. */
    String show(Bundle line);

    /** Shows another in its place. */
    void replace(String id, Bundle line);
  }

  LiveLine(Output output, LongSupplier clock) {
    this.output = output;
    this.clock = clock;
    this.begun = clock.getAsLong();
  }

  @Override
  public void update(String line) {
    if (!id.isEmpty() || clock.getAsLong() - begun >= PATIENCE_NANOS) {
      put(line);
    }
  }

  @Override
  public void finish(String line) {
    if (!line.equals(shown)) {
      put(line);
    }
  }

  @Override
  public void end(String done) {
    if (!id.isEmpty()) {
      put(done);
    }
  }

  private void put(String line) {
    if (id.isEmpty()) {
      id = output.show(Bundle.line(line));
    } else {
      output.replace(id, Bundle.line(line));
    }
    shown = line;
  }
}
