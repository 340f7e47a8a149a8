package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.TrainingSet;
import dev.graft.data.WatchedImages;
import dev.graft.engine.EngineSource;
import dev.graft.train.FineTune;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 10, wherever the interrupt comes: it ends the call, says so, and says nothing else. */
class Transfer_InterruptTest {
  private static final ImageSet DRAWN = Samples.garden(16, 5).train();
  private static final FineTune LONG = FineTune.epochs(1000).batchSize(8);

  /** Long calls, each of which reads the images. */
  private static Map<String, BiConsumer<TransferModel, ImageSet>> calls() {
    Map<String, BiConsumer<TransferModel, ImageSet>> calls = new LinkedHashMap<>();
    calls.put(
        "fineTune", (model, images) -> Transfer.fineTune(model, training(images), images, LONG));
    calls.put(
        "findLearningRate",
        (model, images) -> Transfer.findLearningRate(model, training(images), LONG));
    calls.put("evaluate", Transfer::evaluate);
    calls.put("predict", Transfer::predict);
    calls.put("extractFeatures", Transfer::extractFeatures);
    return calls;
  }

  private static TrainingSet training(ImageSet images) {
    return TrainingSet.of(images, Augmentation.flip().rotate(9));
  }

  @EngineSource
  void itEndsTheCallAndNothingElseIsSaid(String engine) {
    for (var call : calls().entrySet()) {
      for (int reads : new int[] {1, 9, 20, 41}) {
        FeatureCache.atHome().clear();
        String said = said(() -> interrupted(engine, call.getValue(), reads));
        assertFalse(said.contains("null") || said.contains("memory"), call.getKey() + ": " + said);
      }
    }
  }

  private static void interrupted(
      String engine, BiConsumer<TransferModel, ImageSet> call, int reads) {
    Thread caller = Thread.currentThread();
    AtomicInteger left = new AtomicInteger(reads);
    ImageSet images =
        WatchedImages.of(
            DRAWN,
            () -> {
              if (left.decrementAndGet() == 0) {
                caller.interrupt();
              }
            });
    try (TransferModel model = Garden.model(engine)) {
      Transfer.freeze(model);
      RuntimeException end = assertThrows(RuntimeException.class, () -> call.accept(model, images));
      assertTrue(
          end instanceof CancellationException || end.getClass().getSimpleName().contains("Inter"),
          end.toString());
      assertTrue(end.getMessage().startsWith("interrupted "), end.getMessage());
      assertFalse(Thread.interrupted(), "the flag is cleared where the exception says it");
      assertEquals(DRAWN.size(), Transfer.predict(model, DRAWN).size());
    }
  }

  private static String said(Runnable call) {
    PrintStream before = System.out;
    var bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      call.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What is short is finished, and who is interrupted stays so. */
  @Test
  void savingAndLoadingAreFinished(@TempDir Path folder) throws Exception {
    try (TransferModel model = Garden.model("MXNet")) {
      Thread.currentThread().interrupt();
      model.save(folder.resolve("model"));
      model.exportOnnx(folder.resolve("model.onnx"));
      TransferModel.load(folder.resolve("model")).close();
      assertTrue(Thread.interrupted());
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(2, files.count());
      }
    }
  }
}
