package dev.graft.data;

import dev.graft.graph.Shape;
import dev.graft.memory.DirectFloats;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Inputs in a given order, batch by batch, read ahead on all cores.
 *
 * <pre>{@code
 * int[] order = Batches.shuffled(inputs.size(), 42, epoch);
 * try (var batches = Batches.of(inputs, order, 16)) {
 *   while (batches.hasNext()) {
 *     Batch batch = batches.next();
 *   }
 * }
 * }</pre>
 *
 * <p>What it gives does not depend on the number of threads. At most four batches are in memory, of
 * large ones two, in direct buffers that are used again: a batch is valid until the next is asked
 * for. An input that cannot be read ends the iteration when its batch's turn comes. The last batch
 * may be smaller. Each shape of a batch has at most 2 GiB.
 */
public final class Batches implements Iterator<Batch>, AutoCloseable {
  private static final int SLOTS = 4;

  /** Buffers take no more than that together, but for the two that there must be. */
  private static final long ROOM = 1L << 30;

  private final Inputs source;
  private final int[] order;
  private final int batchSize;
  private final List<Shape> shapes;
  private final List<List<FloatBuffer>> slots = new ArrayList<>();
  private final int ahead;
  private final int[] left;
  private final Throwable[] failures;
  private final Thread[] threads;
  private int claimed;
  private int given;
  private boolean closed;

  private Batches(Inputs source, int[] order, int batchSize, int threads) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size is " + batchSize + ", must be at least 1");
    }
    this.source = source;
    this.order = order.clone();
    this.batchSize = batchSize;
    this.shapes = source.shapes();
    int most = Math.min(batchSize, order.length);
    long bytes = shapes.stream().mapToLong(shape -> bytes(most, shape)).sum();
    int count = (int) (((long) order.length + batchSize - 1) / batchSize);
    left = new int[count];
    failures = new Throwable[count];
    for (int batch = 0; batch < count; batch++) {
      left[batch] = Math.min(batchSize, order.length - batch * batchSize);
    }
    this.ahead = (int) Math.max(2, Math.min(SLOTS, ROOM / Math.max(1, bytes)));
    for (int slot = 0; slot < Math.min(ahead, count); slot++) {
      slots.add(shapes.stream().map(shape -> DirectFloats.of(most * shape.size())).toList());
    }
    this.threads = new Thread[Math.min(threads, order.length)];
    for (int i = 0; i < this.threads.length; i++) {
      this.threads[i] = new Thread(this::work, "graft-decode-" + i);
      this.threads[i].setDaemon(true);
      this.threads[i].start();
    }
  }

  /** One buffer of Java's holds 2 GiB: 3,566 images of 224 pixels. */
  private static long bytes(int count, Shape shape) {
    long one = Float.BYTES * shape.size();
    if (count * one > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a batch of %,d inputs of %s takes %,d bytes; its size must be at most %,d",
              count,
              shape,
              count * one,
              Integer.MAX_VALUE / one));
    }
    return count * one;
  }

  /**
   * Begins to read.
   *
   * @param source of the inputs
   * @param order indices into the source
   * @param batchSize inputs in a batch
   * @return the batches; close them
   * @throws IllegalArgumentException if the batch size is below 1, or a batch has more than 2 GiB
   */
  public static Batches of(Inputs source, int[] order, int batchSize) {
    return of(source, order, batchSize, Runtime.getRuntime().availableProcessors());
  }

  static Batches of(Inputs source, int[] order, int batchSize, int threads) {
    return new Batches(source, order, batchSize, threads);
  }

  /**
   * Shuffles, differently in every epoch.
   *
   * @param size of the source
   * @param seed of the training
   * @param epoch from 0
   * @return every index once
   */
  public static int[] shuffled(int size, long seed, int epoch) {
    int[] order = sequential(size);
    Randomness.shuffle(order, Randomness.of(seed, "order", epoch));
    return order;
  }

  /**
   * Keeps the source's order.
   *
   * @param size of the source
   * @return 0, 1, … size − 1
   */
  public static int[] sequential(int size) {
    return IntStream.range(0, size).toArray();
  }

  @Override
  public synchronized boolean hasNext() {
    return !closed && given < left.length;
  }

  /**
   * Waits for the next batch; the one before is no longer valid.
   *
   * @return the batch, its buffers at position 0
   * @throws CancellationException if this thread is interrupted; the flag stays set
   */
  @Override
  public synchronized Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no batch after " + given);
    }
    int batch = given++;
    notifyAll();
    while (left[batch] > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        close();
        throw new CancellationException("interrupted before batch " + batch);
      }
    }
    if (failures[batch] != null) {
      close();
      throw failure(failures[batch]);
    }
    int from = batch * batchSize;
    int[] indices = Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
    return new Batch(indices, views(batch, 0, indices.length));
  }

  /** Opens a part of each buffer of a batch. */
  private List<FloatBuffer> views(int batch, int from, int count) {
    List<FloatBuffer> buffers = slots.get(batch % ahead);
    List<FloatBuffer> views = new ArrayList<>();
    for (int i = 0; i < buffers.size(); i++) {
      int one = (int) shapes.get(i).size();
      views.add(buffers.get(i).duplicate().limit((from + count) * one).position(from * one));
    }
    return views;
  }

  /** Stops reading; the threads end after the input they are at. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void work() {
    for (int place = claim(); place >= 0; place = claim()) {
      Throwable failure = null;
      try {
        List<FloatBuffer> into = views(place / batchSize, place % batchSize, 1);
        source.read(order[place], into.toArray(FloatBuffer[]::new));
      } catch (UnreadableImageException | Error e) {
        failure = e; // it names the image itself, or is no fault of the input's
      } catch (RuntimeException e) {
        failure =
            new IllegalStateException("input is not readable: " + source.name(order[place]), e);
      }
      done(place / batchSize, failure);
    }
  }

  /** An error stays one: memory that ran out says nothing about the input. */
  private static RuntimeException failure(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  /** Gives the next place in the order once its buffer is free, −1 at the end. */
  private synchronized int claim() {
    while (!closed && claimed < order.length && claimed / batchSize >= given + ahead - 1) {
      try {
        wait();
      } catch (InterruptedException e) {
        closed = true; // nobody but this class has these threads
      }
    }
    return closed || claimed == order.length ? -1 : claimed++;
  }

  private synchronized void done(int batch, Throwable failure) {
    if (failure != null && failures[batch] == null) {
      failures[batch] = failure;
    }
    left[batch]--;
    notifyAll();
  }
}
