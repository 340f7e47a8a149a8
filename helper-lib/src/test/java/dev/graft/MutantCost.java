package dev.graft;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What it costs a process to open damaged files: computing of all its threads, bytes that they
 * asked the heap for (garbage among them), and by how much what is resident of the process rises,
 * which native memory is part of. Over a second, or 256 MiB of either, it throws.
 */
final class MutantCost {
  private static final long MOST_NANOS = 1_000_000_000L;
  private static final long MOST_KIB = 256 << 10;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private long slowest;
  private long asked;
  private long risen;

  /** Opens a file. */
  interface Opening {
    /**
     * Opens it.
     *
     * @return why it is refused, {@code ""} where it is read
     */
    String refusal() throws IOException;
  }

  /** Opens a file, and adds what it cost. */
  void add(Opening opening) throws IOException {
    long before = resident("VmRSS");
    long heap = allocated();
    long nanos = system.getProcessCpuTime();
    String refusal = opening.refusal();
    nanos = system.getProcessCpuTime() - nanos;
    heap = (allocated() - heap) >> 10;
    long more = resident("VmHWM") - before;
    if (refusal.length() > 2000) {
      throw new IllegalStateException("refused at length: " + refusal.length());
    }
    outcomes.merge(outcome(refusal), 1, Integer::sum);
    slowest = Math.max(slowest, nanos);
    asked = Math.max(asked, heap);
    risen = Math.max(risen, more);
    if (nanos > MOST_NANOS || heap > MOST_KIB || more > MOST_KIB) {
      throw new IllegalStateException(
          "%d ms, %d KiB asked for, %d KiB risen: %s"
              .formatted(nanos / 1_000_000, heap, more, refusal));
    }
  }

  private static String outcome(String refusal) {
    if (refusal.isEmpty()) {
      return "read";
    }
    return refusal.startsWith("node ") ? "refused at a node" : "refused";
  }

  private long allocated() {
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(bytes, 0);
    }
    return sum;
  }

  /** Reads a line of Linux's account of this process in KiB; 0 elsewhere. */
  private static long resident(String line) throws IOException {
    if (!Files.isWritable(RESET)) {
      return 0;
    }
    if (line.equals("VmRSS")) {
      Files.writeString(RESET, "5"); // the height is that from here on
    }
    return Files.readAllLines(STATUS).stream()
        .filter(l -> l.startsWith(line))
        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /** Says what became of all, and the worst of each cost. */
  @Override
  public String toString() {
    return "%s; slowest %d ms, heap asked for %d KiB, resident risen %d KiB"
        .formatted(outcomes, slowest / 1_000_000, asked, risen);
  }
}
