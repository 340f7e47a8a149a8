package dev.graft.memory;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Memory outside the heap, of sessions, engines and direct buffers. A model that is forgotten is a
 * small object to the collector, which may let hundreds of megabytes behind it lie for hours; so it
 * is called, as the JDK calls it for direct buffers, whenever so much more is held than was in use
 * after it ran last.
 */
public final class NativeMemory {
  /** Growth that is worth a collection, which takes some ten milliseconds. */
  private static final long STEP = 96L << 20;

  /** Of the heap: a larger one takes longer to collect, and has machines with more memory. */
  private static final int SHARE = 8;

  private static final int PATIENCE_MILLIS = 200;
  private static final int PAUSE_NANOS = 5_000_000;
  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicLong HELD = new AtomicLong();
  private static final List<BufferPoolMXBean> DIRECT =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("direct"))
          .toList();

  /** What was in use after the last collection. */
  private static long floor;

  private NativeMemory() {}

  /** Bytes that something holds, until it is closed. */
  public static final class Hold implements AutoCloseable {
    private final AtomicLong bytes;

    private Hold(long bytes) {
      this.bytes = new AtomicLong(bytes);
      HELD.addAndGet(bytes);
    }

    /** Takes the bytes off the account; a second call does nothing. */
    @Override
    public void close() {
      HELD.addAndGet(-bytes.getAndSet(0));
    }
  }

  /**
   * Takes note of bytes that are about to be allocated. Where much was allocated since, the
   * collector runs first.
   *
   * @param bytes roughly
   * @return what the one who frees them closes
   */
  public static Hold hold(long bytes) {
    Hold hold = new Hold(bytes);
    makeRoom();
    return hold;
  }

  /** Lets the collector run where much was allocated since, as before filling large buffers. */
  public static synchronized void makeRoom() {
    floor = Math.min(floor, bytes());
    long step = Math.max(STEP, Runtime.getRuntime().totalMemory() / SHARE);
    if (bytes() - floor > step) {
      System.gc();
      settle();
      floor = bytes();
    }
  }

  /** What is unreachable is freed by other threads, soon after the collection. */
  private static void settle() {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (System.nanoTime() < end && bytes() - floor > STEP / 2) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Tells what is held.
   *
   * @return bytes of all holds
   */
  public static long held() {
    return HELD.get();
  }

  private static long bytes() {
    return held() + DIRECT.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
  }

  /**
   * Frees something when an object is forgotten, if nobody has by then.
   *
   * @param object whose loss is watched
   * @param free must not reach the object; called at most once
   * @return calls it now
   */
  public static Cleaner.Cleanable whenForgotten(Object object, Runnable free) {
    return CLEANER.register(object, free);
  }
}
