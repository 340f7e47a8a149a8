package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.segment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Mask;
import dev.graft.data.MaskSet;
import dev.graft.data.Samples;
import dev.graft.data.WatchedImages;
import dev.graft.engine.EngineSource;
import dev.graft.train.FineTune;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Laws 9 and 10 for masks: nothing leaks, and an interrupt ends a call within a batch. */
class Transfer_SegmenterLawsTest {
  private static final List<String> CLASSES = List.of("left", "right");
  private static final ImageSet DRAWN = Samples.garden(6, 5).train();
  private static final int CALLS = 5;

  /** The compiler's own arenas come and go by some megabytes. */
  private static final long NOISE = 6_000_000;

  private static MaskSet halves(ImageSet images) {
    List<Mask> masks = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      int width = images.dimensions(i).width;
      byte[] classes = new byte[width * images.dimensions(i).height];
      for (int p = 0; p < classes.length; p++) {
        classes[p] = (byte) (p % width < width / 2 ? 0 : 1);
      }
      masks.add(Mask.of(images.id(i), CLASSES, width, classes));
    }
    return MaskSet.of(images, masks);
  }

  private static Map<String, BiConsumer<TransferModel, MaskSet>> calls(FineTune options) {
    Map<String, BiConsumer<TransferModel, MaskSet>> calls = new LinkedHashMap<>();
    calls.put(
        "fineTune",
        (model, set) -> fineTune(model, augment(set, Augmentation.flip().rotate(9)), set, options));
    calls.put("evaluate", (model, set) -> evaluate(model, set));
    calls.put("segment", (model, set) -> segment(model, set.images()));
    return calls;
  }

  private static TransferModel model(String engine) {
    TransferModel model = Garden.backbone(engine).size(96).untrained(1);
    replaceHead(model, Head.segmenter(CLASSES));
    freeze(model);
    return model;
  }

  @EngineSource
  void noCallLeaksNativeMemory(String engine) {
    MaskSet set = halves(DRAWN);
    ModelState state;
    try (TransferModel model = model(engine)) {
      state = model.state();
    }
    calls(FineTune.epochs(1).batchSize(24))
        .forEach(
            (name, call) -> {
              call(state, engine, call, set);
              long before = NativeMemory.inUse();
              for (int i = 0; i < CALLS; i++) {
                call(state, engine, call, set);
              }
              long grown = (NativeMemory.inUse() - before) / CALLS;
              assertTrue(grown < NOISE, name + " leaves " + grown + " bytes a call");
            });
  }

  private static void call(
      ModelState state, String engine, BiConsumer<TransferModel, MaskSet> call, MaskSet set) {
    try (TransferModel model = new TransferModel(state, engine)) {
      call.accept(model, set);
    }
  }

  @EngineSource
  void anInterruptEndsTheCall(String engine) {
    for (var call : calls(FineTune.epochs(1000).batchSize(8)).entrySet()) {
      for (int reads : new int[] {1, 9, 20}) {
        FeatureCache.atHome().clear();
        interrupted(engine, call.getValue(), reads);
      }
    }
  }

  private static void interrupted(
      String engine, BiConsumer<TransferModel, MaskSet> call, int reads) {
    Thread caller = Thread.currentThread();
    AtomicInteger left = new AtomicInteger();
    ImageSet watched =
        WatchedImages.of(
            DRAWN,
            () -> {
              if (left.decrementAndGet() == 0) {
                caller.interrupt();
              }
            });
    MaskSet set = halves(watched);
    left.set(reads);
    try (TransferModel model = model(engine)) {
      RuntimeException end = assertThrows(RuntimeException.class, () -> call.accept(model, set));
      assertTrue(
          end instanceof CancellationException || end.getClass().getSimpleName().contains("Inter"),
          end.toString());
      assertTrue(end.getMessage().startsWith("interrupted "), end.getMessage());
      assertFalse(Thread.interrupted(), "the flag is cleared where the exception says it");
      assertEquals(DRAWN.size(), segment(model, DRAWN).size());
    }
  }
}
