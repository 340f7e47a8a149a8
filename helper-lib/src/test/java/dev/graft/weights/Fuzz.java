package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Damages what a reader of ours is given, and sees that each mutant is read or refused within a
 * second of computing and 256 MiB; there is no third way.
 *
 * <p>The suite tries a few mutants of each kind, {@code -Dgraft.fuzz.count=10000} more, and {@code
 * -Dgraft.fuzz.seed} begins elsewhere.
 */
public final class Fuzz {
  private static final int COUNT = Integer.getInteger("graft.fuzz.count", 100);
  private static final long FIRST = Long.getLong("graft.fuzz.seed", 0);
  private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long MOST_BYTES = 256 << 20;
  private static final int LONGEST_MESSAGE = 5000;
  private static final Pattern VALUE = Pattern.compile("[:,\\[]\\s*(\"[^\"]*\"|-?\\d[\\d.eE+-]*)");
  private static final List<String> VALUES =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "4096",
          "40000",
          "2147483647",
          "2147483648",
          "-9223372036854775808",
          "1e308",
          "1e999",
          "1e-400",
          "9".repeat(300),
          "0.5",
          "null",
          "true",
          "\"\"",
          "\"NaN\"",
          "\"Infinity\"",
          "\"vgg16\"",
          "\"mobilenet_v1_0.25:slim\"",
          "\"../x\"",
          "\"\\u0000\\u001b[2J\"",
          "\"" + "x".repeat(100_000) + "\"",
          "[]",
          "{}",
          "[".repeat(500) + "]".repeat(500),
          "[" + "1,".repeat(100_000) + "1]");

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final String kind;
  private final Reading reading;
  private volatile long seed;
  private long slowest;
  private long largest;

  /** A reader under test. */
  public interface Reading {
    /**
     * Reads.
     *
     * @param bytes maybe damaged
     * @return why they are refused, {@code ""} where they are read; what is thrown is a fault
     * @throws Exception never, where all is well
     */
    String refusal(byte[] bytes) throws Exception;
  }

  private Fuzz(String kind, Reading reading) {
    this.kind = kind;
    this.reading = reading;
  }

  /** Reads the original, which must be read, and as many mutants of it as were asked for. */
  public static void of(String kind, byte[] original, Reading reading) throws Exception {
    assertEquals("", reading.refusal(original));
    var fuzz = new Fuzz(kind, reading);
    int refused;
    try {
      Duration hung = Duration.ofSeconds(60).plusMillis(100L * COUNT);
      refused = assertTimeoutPreemptively(hung, () -> fuzz.refused(original));
    } catch (RuntimeException | Error e) {
      throw new AssertionError(kind + ", mutant of seed " + fuzz.seed, e);
    }
    System.out.printf(
        "%s: %d mutants, %d refused; slowest %d ms, largest %d KiB%n",
        kind, COUNT, refused, fuzz.slowest / 1_000_000, fuzz.largest >> 10);
    assertTrue(refused > COUNT / 20, refused + " refused");
  }

  private int refused(byte[] original) throws Exception {
    int refused = 0;
    for (int i = 0; i < COUNT; i++) {
      seed = FIRST + i + 1;
      refused += cost(mutant(original)).isEmpty() ? 0 : 1;
    }
    return refused;
  }

  /** Half of what is JSON stays JSON, with another value in one place: the rest is soon refused. */
  private byte[] mutant(byte[] original) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L); // small seeds all begin alike
    if (original[0] != '{' || random.nextBoolean()) {
      return new Mutation(seed).of(original);
    }
    String json = new String(original, StandardCharsets.UTF_8);
    List<MatchResult> places = VALUE.matcher(json).results().toList();
    MatchResult place = places.get(random.nextInt(places.size()));
    String value = VALUES.get(random.nextInt(VALUES.size()));
    return (json.substring(0, place.start(1)) + value + json.substring(place.end(1)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String cost(byte[] mutant) throws Exception {
    long thread = Thread.currentThread().getId();
    long allocated = threads.getThreadAllocatedBytes(thread);
    long nanos = threads.getCurrentThreadCpuTime();
    String refusal = reading.refusal(mutant);
    nanos = threads.getCurrentThreadCpuTime() - nanos;
    allocated = threads.getThreadAllocatedBytes(thread) - allocated;
    slowest = Math.max(slowest, nanos);
    largest = Math.max(largest, allocated);
    assertTrue(nanos < MOST_NANOS, nanos + " ns");
    assertTrue(allocated < MOST_BYTES, allocated + " bytes");
    assertTrue(refusal.length() < LONGEST_MESSAGE, kind + ": " + refusal.length() + " characters");
    return refusal;
  }
}
