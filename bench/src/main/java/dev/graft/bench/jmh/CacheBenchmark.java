package dev.graft.bench.jmh;

import dev.graft.Backbone;
import dev.graft.TransferModel;
import dev.graft.cache.FeatureCache;
import dev.graft.cache.FeatureShelf;
import dev.graft.data.ContentKey;
import dev.graft.graph.Graph;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One entry of the feature cache, out of a published file, its checksum verified. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CacheBenchmark {
  private static final int ENTRIES = 256;
  private static final int BOUND = 1 << 30;

  /** Where EfficientNet-Lite0 is cut: (192, 7, 7) before its last four blocks, or (1280). */
  @Param({"block6.1", "pool"})
  public String cut;

  private Path folder;
  private FeatureShelf shelf;
  private FloatBuffer values;
  private final ContentKey[] keys = new ContentKey[ENTRIES];
  private int next;

  /**
   * Fills a shelf and opens it again.
   *
   * @throws IOException when there is no place for it
   */
  @Setup
  public void shelf() throws IOException {
    folder = Files.createTempDirectory("graft");
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.untrained(0)) {
      Graph slice = Backbone.EFFICIENTNET_LITE0.graph().until(cut);
      int floats = Math.toIntExact(slice.outputShape().size());
      values =
          ByteBuffer.allocateDirect(floats * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      StateDict weights = model.weights().select(slice);
      FeatureCache cache = FeatureCache.in(folder, BOUND);
      try (FeatureShelf draft = cache.shelf(slice, weights, model.contract().text(), "jmh")) {
        for (int entry = 0; entry < ENTRIES; entry++) {
          keys[entry] = ContentKey.of("image " + entry);
          draft.write(keys[entry], List.of(values));
        }
      }
      shelf = cache.shelf(slice, weights, model.contract().text(), "jmh");
    }
  }

  /** Removes it. */
  @TearDown
  public void remove() throws IOException {
    shelf.close();
    FeatureCache.in(folder, BOUND).clear();
  }

  /**
   * Reads an entry that is there.
   *
   * @return its values
   */
  @Benchmark
  public FloatBuffer hit() {
    next = (next + 1) % ENTRIES;
    if (!shelf.read(keys[next], List.of(values))) {
      throw new IllegalStateException("entry " + next + " is gone");
    }
    return values;
  }
}
