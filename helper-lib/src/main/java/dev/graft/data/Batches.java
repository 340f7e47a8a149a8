package dev.graft.data;

import dev.graft.graph.Extent;
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
  private final int[][] parts;
  private final Extent[] extents;
  private final List<Shape> shapes;
  private final List<List<FloatBuffer>> slots = new ArrayList<>();
  private final int ahead;
  private final int[] left;
  private final Throwable[] failures;
  private final Place end;
  private Place claimed = new Place(0, 0);
  private int given;
  private boolean closed;

  /** Where an input goes: which batch, and where in it. */
  private record Place(int batch, int row) {}

  private Batches(Inputs source, int[][] parts, int threads) {
    this.source = source;
    this.parts = parts;
    this.extents = Arrays.stream(parts).map(source::extent).toArray(Extent[]::new);
    this.shapes = source.shapes();
    this.end = new Place(parts.length, 0);
    int samples = Arrays.stream(extents).mapToInt(Extent::samples).max().orElse(0);
    int positions = Arrays.stream(extents).mapToInt(Extent::positions).max().orElse(0);
    Extent most = new Extent(samples, positions);
    long bytes = parts.length == 0 ? 0 : shapes.stream().mapToLong(s -> bytes(most, s)).sum();
    left = Arrays.stream(parts).mapToInt(part -> part.length).toArray();
    failures = new Throwable[parts.length];
    this.ahead = (int) Math.max(2, Math.min(SLOTS, ROOM / Math.max(1, bytes)));
    for (int slot = 0; slot < Math.min(ahead, parts.length); slot++) {
      slots.add(shapes.stream().map(shape -> DirectFloats.of(most.floats(shape))).toList());
    }
    int all = Arrays.stream(left).sum();
    for (int i = 0; i < Math.min(threads, all); i++) {
      Thread thread = new Thread(this::work, "graft-decode-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** One buffer of Java's holds 2 GiB: 3,566 images of 224 pixels. */
  private static long bytes(Extent most, Shape shape) {
    int count = most.samples();
    Shape each = most.shape(shape);
    long one = Float.BYTES * each.size();
    if (count * one > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a batch of %,d inputs of %s takes %,d bytes; its size must be at most %,d",
              count,
              each,
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
    return new Batches(source, Grouping.inTurn(order, batchSize), threads);
  }

  /**
   * Begins to read batches that were put together before.
   *
   * @param source of the inputs
   * @param parts indices into the source, at least one each
   * @return the batches; close them
   * @throws IllegalArgumentException if a batch has more than 2 GiB
   */
  public static Batches of(Inputs source, int[]... parts) {
    return new Batches(source, parts, Runtime.getRuntime().availableProcessors());
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
    return new Batch(parts[batch], extents[batch], views(batch, 0, parts[batch].length));
  }

  /** Opens a part of each buffer of a batch. */
  private List<FloatBuffer> views(int batch, int from, int count) {
    List<FloatBuffer> buffers = slots.get(batch % ahead);
    List<FloatBuffer> views = new ArrayList<>();
    for (int i = 0; i < buffers.size(); i++) {
      int one = extents[batch].samples(1).floats(shapes.get(i));
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
    for (Place place = claim(); !place.equals(end); place = claim()) {
      Throwable failure = null;
      int index = parts[place.batch][place.row];
      try {
        List<FloatBuffer> into = views(place.batch, place.row, 1);
        source.read(index, into.toArray(FloatBuffer[]::new));
      } catch (UnreadableImageException | Error e) {
        failure = e; // it names the image itself, or is no fault of the input's
      } catch (RuntimeException e) {
        failure = new IllegalStateException("input is not readable: " + source.name(index), e);
      }
      done(place.batch, failure);
    }
  }

  /** An error stays one: memory that ran out says nothing about the input. */
  private static RuntimeException failure(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  /** Gives the next place in the order once its buffer is free, the end when there is none. */
  private synchronized Place claim() {
    while (!closed && !claimed.equals(end) && claimed.batch >= given + ahead - 1) {
      try {
        wait();
      } catch (InterruptedException e) {
        closed = true; // nobody but this class has these threads
      }
    }
    if (closed || claimed.equals(end)) {
      return end;
    }
    Place next = claimed;
    boolean last = next.row == parts[next.batch].length - 1;
    claimed = last ? new Place(next.batch + 1, 0) : new Place(next.batch, next.row + 1);
    return next;
  }

  private synchronized void done(int batch, Throwable failure) {
    if (failure != null && failures[batch] == null) {
      failures[batch] = failure;
    }
    left[batch]--;
    notifyAll();
  }
}
