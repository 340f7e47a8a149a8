package dev.graft.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Copies an HTTP body in a thread of its own: the JDK's body streams swallow interrupts and wait
 * for ever on a silent server.
 */
final class BodyCopy {
  private static final int BLOCK = 1 << 16;
  private static final int POLL_MILLIS = 100;
  private static final int FAREWELL_MILLIS = 1000;

  private BodyCopy() {}

  /** Copies all, and tells the calling thread's consumer of each bit of progress, in bytes. */
  static void run(InputStream body, OutputStream out, Duration patience, LongConsumer progress)
      throws IOException, InterruptedException {
    var copied = new AtomicLong();
    var task = new FutureTask<>(() -> copy(body, out, copied));
    var thread = new Thread(task, "graft-download");
    thread.setDaemon(true);
    thread.start();
    try {
      await(task, copied, patience, progress);
    } finally {
      body.close();
      thread.join(FAREWELL_MILLIS);
    }
  }

  private static long copy(InputStream body, OutputStream out, AtomicLong copied)
      throws IOException {
    byte[] block = new byte[BLOCK];
    for (int count = body.read(block); count >= 0; count = body.read(block)) {
      out.write(block, 0, count);
      copied.addAndGet(count);
    }
    return copied.get();
  }

  private static void await(
      FutureTask<Long> task, AtomicLong copied, Duration patience, LongConsumer progress)
      throws IOException, InterruptedException {
    long seen = 0;
    long heard = System.nanoTime();
    while (true) {
      try {
        // asked again after it is done: a failure between two looks must not pass for an end
        task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        progress.accept(copied.get() - seen);
        return;
      } catch (TimeoutException e) {
        long now = copied.get();
        if (now > seen) {
          progress.accept(now - seen);
          seen = now;
          heard = System.nanoTime();
        } else if (System.nanoTime() - heard > patience.toNanos()) {
          throw new IOException("no bytes for " + patience.toSeconds() + " s", e);
        }
      } catch (ExecutionException e) {
        throw new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
      }
    }
  }
}
