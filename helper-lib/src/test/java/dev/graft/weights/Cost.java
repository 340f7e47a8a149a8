package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/** What it costs to read a file that may be damaged: a second of computing and 256 MiB at most. */
final class Cost {
  private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long MOST_BYTES = 256 << 20;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private ByteBuffer memory = ByteBuffer.allocateDirect(1 << 17);
  private long slowest;
  private long largest;

  /** Reads and returns why the file was refused, {@code ""} where it was not. */
  String refusal(byte[] file) {
    return refusal(file, Fixture.ALONE);
  }

  /** Reads a file that lies beside others. */
  String refusal(byte[] file, Siblings others) {
    if (file.length > memory.capacity()) {
      memory = ByteBuffer.allocateDirect(2 * file.length);
    }
    memory.clear().put(file);
    ByteBuffer bytes = memory.slice(0, file.length).asReadOnlyBuffer();
    long thread = Thread.currentThread().getId();
    long allocated = threads.getThreadAllocatedBytes(thread);
    long nanos = threads.getCurrentThreadCpuTime();
    String refusal = "";
    try {
      StateDict.of(Weights.tensors(bytes.order(ByteOrder.LITTLE_ENDIAN), others)).sha256();
    } catch (WeightsException e) {
      refusal = e.getMessage();
    }
    nanos = threads.getCurrentThreadCpuTime() - nanos;
    allocated = threads.getThreadAllocatedBytes(thread) - allocated;
    slowest = Math.max(slowest, nanos);
    largest = Math.max(largest, allocated);
    assertTrue(nanos < MOST_NANOS, nanos + " ns");
    assertTrue(allocated < MOST_BYTES, allocated + " bytes");
    assertTrue(refusal.length() < 2000, refusal);
    return refusal;
  }

  @Override
  public String toString() {
    return "slowest %d ms, largest %d KiB".formatted(slowest / 1_000_000, largest >> 10);
  }
}
