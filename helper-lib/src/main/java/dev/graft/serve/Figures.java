package dev.graft.serve;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a service counts, in Prometheus's text format 0.0.4. */
final class Figures {
  private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

  private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final LongAdder[] within = new LongAdder[SECONDS.length + 1];
  private final LongAdder nanoseconds = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder batched = new LongAdder();
  private final LongAdder swaps = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final AtomicInteger running = new AtomicInteger();

  Figures() {
    for (int i = 0; i < within.length; i++) {
      within[i] = new LongAdder();
    }
  }

  void begins() {
    running.incrementAndGet();
  }

  void ends(String path, int status, long nanos) {
    running.decrementAndGet();
    String labels = "path=\"" + path + "\",code=\"" + status + "\"";
    requests.computeIfAbsent(labels, its -> new LongAdder()).increment();
    int bucket = 0;
    while (bucket < SECONDS.length && nanos / 1e9 > SECONDS[bucket]) {
      bucket++;
    }
    within[bucket].increment();
    nanoseconds.add(nanos);
  }

  void batch(int size) {
    batches.increment();
    batched.add(size);
  }

  void swapped() {
    swaps.increment();
  }

  void notSwapped() {
    failures.increment();
  }

  int running() {
    return running.get();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    head(text, "graft_requests_total", "counter", "Requests by path and status.");
    requests.forEach((labels, count) -> line(text, "graft_requests_total{" + labels + "}", count));
    head(text, "graft_request_seconds", "histogram", "Time from the first byte to the last.");
    long sum = 0;
    for (int i = 0; i < SECONDS.length; i++) {
      sum += within[i].sum();
      line(text, "graft_request_seconds_bucket{le=\"" + SECONDS[i] + "\"}", sum);
    }
    sum += within[SECONDS.length].sum();
    line(text, "graft_request_seconds_bucket{le=\"+Inf\"}", sum);
    line(text, "graft_request_seconds_sum", nanoseconds.sum() / 1e9);
    line(text, "graft_request_seconds_count", sum);
    head(text, "graft_requests_running", "gauge", "Requests that are being answered.");
    line(text, "graft_requests_running", running.get());
    head(text, "graft_batches_total", "counter", "Batches that the model was asked for.");
    line(text, "graft_batches_total", batches);
    head(text, "graft_batched_inputs_total", "counter", "Photos or texts in these batches.");
    line(text, "graft_batched_inputs_total", batched);
    head(text, "graft_model_swaps_total", "counter", "New models that took an old one's place.");
    line(text, "graft_model_swaps_total", swaps);
    head(text, "graft_model_failures_total", "counter", "Looks at a model that did not load.");
    line(text, "graft_model_failures_total", failures);
    return text.toString();
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void line(StringBuilder text, String name, Object value) {
    String number =
        value instanceof Double real ? String.format(Locale.ROOT, "%.6f", real) : value.toString();
    text.append(name).append(' ').append(number).append('\n');
  }
}
