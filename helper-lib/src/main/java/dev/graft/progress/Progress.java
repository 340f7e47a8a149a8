package dev.graft.progress;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * One line of live progress, at most ten times a second.
 *
 * <pre>{@code
 * try (var progress = Progress.start("evaluating", images)) {
 *   progress.step(16, "loss 0.41");
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {
  private static final long INTERVAL_NANOS = 100_000_000;
  private static final ThreadLocal<Boolean> SILENT = ThreadLocal.withInitial(() -> false);
  private static volatile Supplier<ProgressSink> sinks = TerminalProgress::new;

  private final String title;
  private final long total;
  private final ProgressSink sink = SILENT.get() ? new Silence() : sinks.get();
  private final long started = System.nanoTime();
  private long shown = started - INTERVAL_NANOS;
  private long done;
  private String last = "";

  private Progress(String title, long total) {
    this.title = title;
    this.total = total;
  }

  /**
   * Decides where progress appears from now on, for all of this process. The notebook extension
   * calls it once.
   *
   * @param supplier makes the sink of each new line
   */
  public static void showOn(Supplier<ProgressSink> supplier) {
    sinks = supplier;
  }

  /**
   * Does some work whose lines, if this thread begins any, appear nowhere: it is part of something
   * larger that has a line of its own.
   *
   * @param work to be done
   * @param <T> what it gives
   * @return what it gives
   */
  public static <T> T silently(Supplier<T> work) {
    boolean before = SILENT.get();
    SILENT.set(true);
    try {
      return work.get();
    } finally {
      SILENT.set(before);
    }
  }

  /**
   * Begins a line.
   *
   * @param title what is being done
   * @param total units of work: images, bytes
   * @return the line; close it when the work ends
   */
  public static Progress start(String title, long total) {
    return new Progress(title, total);
  }

  /**
   * Advances the line.
   *
   * @param units done since the last call
   * @param detail shown at the end of the line, may be empty
   */
  public void step(long units, String detail) {
    done += units;
    long now = System.nanoTime();
    if (now - shown >= INTERVAL_NANOS) {
      shown = now;
      sink.update(line(detail, now));
    }
  }

  /**
   * Sets what stays when the line is closed; nothing stays otherwise, or, where nothing can be
   * taken back, what was done.
   *
   * @param line the whole line
   */
  public void keep(String line) {
    last = line;
  }

  @Override
  public void close() {
    if (last.isEmpty()) {
      sink.end(done(System.nanoTime()));
    } else {
      sink.finish(last);
    }
  }

  private String done(long now) {
    return String.format(
        Locale.ROOT, "%s  %d/%d  %.1f s", title, done, total, (now - started) / 1e9);
  }

  private String line(String detail, long now) {
    double seconds = (now - started) / 1e9;
    double rate = done / Math.max(seconds, 1e-9);
    String text =
        String.format(
            Locale.ROOT,
            "%s  %d/%d  %.0f/s  %.0f s left",
            title,
            done,
            total,
            rate,
            (total - done) / Math.max(rate, 1e-9));
    return detail.isEmpty() ? text : text + "  " + detail;
  }

  /** Where lines are lost. */
  private static final class Silence implements ProgressSink {
    @Override
    public void update(String line) {}

    @Override
    public void finish(String line) {}
  }
}
