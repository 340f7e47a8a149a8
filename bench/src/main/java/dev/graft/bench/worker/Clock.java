package dev.graft.bench.worker;

import java.util.Map;

/** Measures rates. */
final class Clock {
  private Clock() {}

  /** Work whose every failure is a failure of the measurement. */
  interface Work {
    void run() throws Exception;
  }

  /** Runs at least twice and for at least so long. */
  static Map<String, ?> repeat(double seconds, int images, Work work) throws Exception {
    int done = 0;
    long start = System.nanoTime();
    while (done < 2 * images || since(start) < seconds) {
      work.run();
      done += images;
    }
    return Map.of("images", done, "seconds", since(start));
  }

  static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
