package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An engine reads nothing that Java's garbage collector took back while values are copied. With
 * {@code -Dgraft.uploads=3000}, some minutes, 6 were wrong on MXNet before {@code DeviceArrays}
 * held its buffers.
 */
class UploadMemoryTest {
  private static final int UPLOADS = Integer.getInteger("graft.uploads", 100);
  private static final int VALUES = 1 << 20;

  @EngineSource
  void valuesArriveWhileTheCollectorRuns(String engine) throws InterruptedException {
    float[] ones = new float[VALUES];
    Arrays.fill(ones, 1);
    Tensor tensor = Tensor.of(Shape.of(VALUES), ones);
    AtomicBoolean done = new AtomicBoolean();
    Thread collector = new Thread(() -> overwriteWhatIsFree(done));
    collector.start();
    int wrong = 0;
    try (NDManager manager = NDManager.newBaseManager(engine)) {
      compileUpload(manager);
      for (int i = 0; i < UPLOADS; i++) {
        try (NDArray array = dev.graft.engine.DeviceArrays.upload(manager, tensor)) {
          wrong += Arrays.equals(ones, array.toFloatArray()) ? 0 : 1;
        }
      }
    } finally {
      done.set(true);
      collector.join();
    }
    assertEquals(0, wrong, "of %d uploads".formatted(UPLOADS));
  }

  /** Only compiled code forgets what it needs no more. */
  private static void compileUpload(NDManager manager) {
    Tensor one = Tensor.of(Shape.of(1), new float[] {1});
    for (int i = 0; i < 30_000; i++) {
      dev.graft.engine.DeviceArrays.upload(manager, one).close();
    }
  }

  private static void overwriteWhatIsFree(AtomicBoolean done) {
    while (!done.get()) {
      System.gc();
      List<ByteBuffer> buffers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 * VALUES);
        for (int at = 0; at < buffer.capacity(); at += 1024) {
          buffer.put(at, (byte) 0x41);
        }
        buffers.add(buffer);
      }
    }
  }
}
