package dev.graft.data;

import dev.graft.weights.InputContract;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * The images of a source in a given order, batch by batch, decoded ahead on all cores.
 *
 * <pre>{@code
 * int[] order = Batches.shuffled(source.size(), 42, epoch);
 * try (var batches = Batches.of(source, order, 16, contract)) {
 *   while (batches.hasNext()) {
 *     Batch batch = batches.next();
 *   }
 * }
 * }</pre>
 *
 * <p>What it gives does not depend on the number of threads. At most four batches are in memory, of
 * large ones two, in direct buffers that are used again: a batch is valid until the next is asked
 * for. An image that cannot be read ends the iteration when its batch's turn comes. The last batch
 * may be smaller. A batch has at most 2 GiB.
 */
public final class Batches implements Iterator<Batch>, AutoCloseable {
  private static final int SLOTS = 4;

  /** Buffers take no more than that together, but for the two that there must be. */
  private static final long ROOM = 1L << 30;

  private final PixelSource source;
  private final int[] order;
  private final int batchSize;
  private final InputContract contract;
  private final int image;
  private final FloatBuffer[] slots;
  private final int[] left;
  private final Throwable[] failures;
  private final Thread[] threads;
  private int claimed;
  private int given;
  private boolean closed;

  private Batches(
      PixelSource source, int[] order, int batchSize, InputContract contract, int threads) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size is " + batchSize + ", must be at least 1");
    }
    this.source = source;
    this.order = order.clone();
    this.batchSize = batchSize;
    this.contract = contract;
    long bytes = bytes(Math.min(batchSize, order.length), contract);
    this.image = 3 * contract.height() * contract.width();
    int count = (int) (((long) order.length + batchSize - 1) / batchSize);
    left = new int[count];
    failures = new Throwable[count];
    for (int batch = 0; batch < count; batch++) {
      left[batch] = Math.min(batchSize, order.length - batch * batchSize);
    }
    slots = new FloatBuffer[(int) Math.max(2, Math.min(SLOTS, ROOM / Math.max(1, bytes)))];
    for (int slot = 0; slot < Math.min(slots.length, count); slot++) {
      slots[slot] =
          ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
    this.threads = new Thread[Math.min(threads, order.length)];
    for (int i = 0; i < this.threads.length; i++) {
      this.threads[i] = new Thread(this::work, "graft-decode-" + i);
      this.threads[i].setDaemon(true);
      this.threads[i].start();
    }
  }

  /** One buffer of Java's holds 2 GiB: 3,566 images of 224 pixels. */
  private static long bytes(int images, InputContract contract) {
    long one = 3L * Float.BYTES * contract.height() * contract.width();
    if (images * one > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a batch of %,d images of %d × %d pixels takes %,d bytes; its size must be at"
                  + " most %,d",
              images,
              contract.width(),
              contract.height(),
              images * one,
              Integer.MAX_VALUE / one));
    }
    return images * one;
  }

  /**
   * Begins to decode.
   *
   * @param source of the images
   * @param order indices into the source
   * @param batchSize images in a batch
   * @param contract what the weights want
   * @return the batches; close them
   * @throws IllegalArgumentException if the batch size is below 1, or a batch has more than 2 GiB
   */
  public static Batches of(PixelSource source, int[] order, int batchSize, InputContract contract) {
    return of(source, order, batchSize, contract, Runtime.getRuntime().availableProcessors());
  }

  static Batches of(
      PixelSource source, int[] order, int batchSize, InputContract contract, int threads) {
    return new Batches(source, order, batchSize, contract, threads);
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
   * @return the batch, its buffer at position 0
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
    int[] labels = Arrays.stream(indices).map(source::label).toArray();
    FloatBuffer pixels = slots[batch % slots.length].duplicate();
    return new Batch(indices, labels, pixels.limit(indices.length * image).position(0));
  }

  /** Stops decoding; the threads end after the image they are at. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void work() {
    for (int place = claim(); place >= 0; place = claim()) {
      Throwable failure = null;
      try {
        int start = place % batchSize * image;
        FloatBuffer slot = slots[place / batchSize % slots.length].duplicate();
        source.read(order[place], contract, slot.position(start).limit(start + image));
      } catch (UnreadableImageException | Error e) {
        failure = e; // it names the image itself, or is no fault of the image's
      } catch (RuntimeException e) {
        failure =
            new IllegalStateException("image is not readable: " + source.name(order[place]), e);
      }
      done(place / batchSize, failure);
    }
  }

  /** An error stays one: memory that ran out says nothing about the image. */
  private static RuntimeException failure(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  /** Gives the next place in the order once its buffer is free, −1 at the end. */
  private synchronized int claim() {
    while (!closed && claimed < order.length && claimed / batchSize >= given + slots.length - 1) {
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
