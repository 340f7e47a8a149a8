package dev.graft.bench.worker;

import static dev.graft.Transfer.extractFeatures;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import dev.graft.Backbone;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Many images of the garden through feature extraction, with an eye on memory. */
final class GraftGrowth {
  private static final int CLASSES = 6;
  private static final long INTERVAL_MILLIS = 20;
  private final String engine;

  GraftGrowth(String engine) {
    this.engine = engine;
  }

  Map<String, ?> run(JsonNode q) throws Exception {
    int wanted = q.get("images").asInt();
    ImageSet all = Samples.garden((wanted + CLASSES - 1) / CLASSES, 42).train();
    ImageSet images = all.size() == wanted ? all : all.take(wanted, 42);
    AtomicLong peak = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    Thread watch = new Thread(() -> watch(peak, over), "memory");
    watch.setDaemon(true);
    watch.start();
    long start = System.nanoTime();
    int rows;
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.on(engine).load()) {
      rows = extractFeatures(model, images).size();
    }
    double seconds = Clock.since(start);
    over.set(true);
    watch.join();
    return Map.of(
        "images",
        rows,
        "seconds",
        seconds,
        "memory",
        peak.get() / (double) (1 << 20),
        "cache",
        size(Path.of(q.get("home").asText())) / (double) (1 << 20),
        "processor",
        processor());
  }

  private static void watch(AtomicLong peak, AtomicBoolean over) {
    while (!over.get()) {
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
      long direct =
          ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
              .filter(pool -> pool.getName().equals("direct"))
              .mapToLong(BufferPoolMXBean::getMemoryUsed)
              .sum();
      peak.accumulateAndGet(heap + direct, Math::max);
      try {
        Thread.sleep(INTERVAL_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static double processor() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  /** What was kept, without the weights that every home has. */
  private static long size(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      Path weights = folder.resolve("weights");
      return files
          .filter(file -> Files.isRegularFile(file) && !file.startsWith(weights))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
