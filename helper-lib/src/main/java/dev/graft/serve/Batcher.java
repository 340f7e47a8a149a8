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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Answers what arrives within a few milliseconds together. Two threads take turns: while one batch
 * is computed, the next is gathered and prepared.
 *
 * @param <T> what is asked
 * @param <R> the answer
 */
final class Batcher<T, R> implements AutoCloseable {
  private static final int TURNS = 2;
  private static final int LARGEST = 16;
  private static final long GATHER = Duration.ofMillis(2).toNanos();
  private static final Duration LOOK = Duration.ofMillis(100);

  private record Asked<T, R>(T input, CompletableFuture<R> answer) {}

  private final BlockingQueue<Asked<T, R>> waiting;
  private final Served served;
  private final BiFunction<TransferModel, List<T>, List<R>> answers;
  private final Figures figures;
  private final List<Thread> workers;
  private final Object gathering = new Object();
  private final AtomicInteger answering = new AtomicInteger();
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
    this.workers =
        IntStream.range(0, TURNS)
            .mapToObj(i -> new Thread(this::work, "graft-batches-" + i))
            .toList();
    workers.forEach(Thread::start);
  }

  /** Waits for an answer; what the model says of a bad input is thrown. */
  R ask(T input, Duration longest) {
    Asked<T, R> asked = new Asked<>(input, new CompletableFuture<>());
    if (closed || !waiting.offer(asked)) {
      throw new Refusal(Refusal.BUSY, "too many requests wait; try again");
    }
    if (closed && waiting.remove(asked)) { // nobody may be left to take it
      throw stops();
    }
    try {
      return asked.answer().get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Refusal(Refusal.BUSY, "no answer within " + longest.toSeconds() + " s; try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stops();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException its ? its : new IllegalStateException(e);
    }
  }

  private static Refusal stops() {
    return new Refusal(Refusal.BUSY, "the service stops");
  }

  private void work() {
    try {
      while (!closed || !waiting.isEmpty()) {
        List<Asked<T, R>> batch = gathered();
        if (!batch.isEmpty()) {
          answer(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(List<Asked<T, R>> batch) {
    figures.batch(batch.size());
    try {
      served.ask(model -> answered(model, batch));
    } finally {
      answering.decrementAndGet();
    }
  }

  /** Gathers for a few milliseconds, and on while the other batch has the processors anyway. */
  private List<Asked<T, R>> gathered() throws InterruptedException {
    synchronized (gathering) {
      List<Asked<T, R>> batch = new ArrayList<>();
      Asked<T, R> next = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      long until = System.nanoTime() + GATHER;
      while (next != null || !batch.isEmpty() && answering.get() > 0) {
        if (next != null) {
          batch.add(next);
        }
        if (batch.size() == LARGEST) {
          break;
        }
        long left = answering.get() > 0 ? GATHER : Math.max(0, until - System.nanoTime());
        next = waiting.poll(left, TimeUnit.NANOSECONDS);
      }
      if (!batch.isEmpty()) {
        answering.incrementAndGet();
      }
      return batch;
    }
  }

  /** All at once; where that fails, one by one, so that each failure is its own input's. */
  private boolean answered(TransferModel model, List<Asked<T, R>> batch) {
    try {
      List<R> all = answers.apply(model, batch.stream().map(Asked::input).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(all.get(i));
      }
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1) {
        batch.get(0).answer().completeExceptionally(e);
      } else {
        batch.forEach(one -> answered(model, List.of(one)));
      }
    }
    return true;
  }

  /** Answers what waits, refuses what comes too late for that, then ends. */
  @Override
  public void close() {
    closed = true;
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<Asked<T, R>> late = new ArrayList<>();
    waiting.drainTo(late);
    late.forEach(one -> one.answer().completeExceptionally(stops()));
    served.close();
  }
}
