package dev.graft.serve;

import dev.graft.TransferModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/**
 * Answers what arrives within a few milliseconds together, on one thread, which is also the only
 * one that sees the model change: nothing is asked of a model that is closed.
 *
 * @param <T> what is asked
 * @param <R> the answer
 */
final class Batcher<T, R> implements AutoCloseable {
  private static final int LARGEST = 16;
  private static final long GATHER = Duration.ofMillis(2).toNanos();
  private static final Duration LOOK = Duration.ofMillis(100);

  private record Asked<T, R>(T input, CompletableFuture<R> answer) {}

  private final BlockingQueue<Asked<T, R>> waiting;
  private final Served served;
  private final BiFunction<TransferModel, List<T>, List<R>> answers;
  private final Figures figures;
  private final Thread worker;
  private volatile boolean closed;

  Batcher(
      int most,
      Served served,
      BiFunction<TransferModel, List<T>, List<R>> answers,
      Figures figures) {
    this.waiting = new ArrayBlockingQueue<>(most);
    this.served = served;
    this.answers = answers;
    this.figures = figures;
    this.worker = new Thread(this::work, "graft-batches");
    worker.start();
  }

  /** Waits for an answer; what the model says of a bad input is thrown. */
  R ask(T input, Duration longest) {
    Asked<T, R> asked = new Asked<>(input, new CompletableFuture<>());
    if (closed || !waiting.offer(asked)) {
      throw new Refusal(Refusal.BUSY, "too many requests wait; try again");
    }
    try {
      return asked.answer().get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Refusal(Refusal.BUSY, "no answer within " + longest.toSeconds() + " s; try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(Refusal.BUSY, "the service stops");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException its ? its : new IllegalStateException(e);
    }
  }

  private void work() {
    try {
      while (!closed || !waiting.isEmpty()) {
        List<Asked<T, R>> batch = gathered();
        TransferModel model = served.model();
        if (!batch.isEmpty()) {
          figures.batch(batch.size());
          answer(model, batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      List<Asked<T, R>> late = new ArrayList<>();
      waiting.drainTo(late);
      late.forEach(
          one ->
              one.answer().completeExceptionally(new Refusal(Refusal.BUSY, "the service stops")));
      served.close();
    }
  }

  private List<Asked<T, R>> gathered() throws InterruptedException {
    List<Asked<T, R>> batch = new ArrayList<>();
    Asked<T, R> first = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    long until = System.nanoTime() + GATHER;
    for (Asked<T, R> next = first; next != null; ) {
      batch.add(next);
      if (batch.size() == LARGEST) {
        break;
      }
      next = waiting.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
    return batch;
  }

  /** All at once; where that fails, one by one, so that each failure is its own input's. */
  private void answer(TransferModel model, List<Asked<T, R>> batch) {
    try {
      List<R> all = answers.apply(model, batch.stream().map(Asked::input).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(all.get(i));
      }
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1) {
        batch.get(0).answer().completeExceptionally(e);
      } else {
        batch.forEach(one -> answer(model, List.of(one)));
      }
    }
  }

  /** Answers what waits, then ends. */
  @Override
  public void close() {
    closed = true;
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
