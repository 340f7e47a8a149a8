package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.extractFeatures;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Block;
import dev.graft.data.ImageSet;
import dev.graft.data.SmallGarden;
import dev.graft.engine.Bodies;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.infer.Body;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Law 9, and that memory does not grow with the number of images. */
class Transfer_MemoryTest {
  private static final ImageSet IMAGES = Garden.IMAGES.test();
  private static final int CALLS = 5;
  private static final ai.djl.ndarray.types.Shape[] INPUT = {
    new ai.djl.ndarray.types.Shape(1, 3, 32, 32)
  };

  /** The compiler's own arenas come and go by some megabytes. */
  private static final long NOISE = 6_000_000;

  /** Its weights are 12.9 MB, and each call copies all or nearly all of them. */
  private static ModelState large(String engine) {
    try (TransferModel model = Backbone.MOBILENET_V1.size(32).on(engine).untrained(1)) {
      replaceHead(model, Garden.head());
      freeze(model, Layers.first(10));
      return model.state();
    }
  }

  @EngineSource
  void noCallLeaksNativeMemory(String engine) {
    ModelState state = large(engine);
    Map<String, Consumer<TransferModel>> verbs = new LinkedHashMap<>();
    verbs.put("evaluate", model -> evaluate(model, IMAGES));
    verbs.put("predict", model -> predict(model, IMAGES));
    verbs.put("extractFeatures", model -> extractFeatures(model, IMAGES));
    verbs.put("block", TransferModel::block);
    verbs.put("an engine's body", Transfer_MemoryTest::onTheEngine);
    verbs.put("fineTune", model -> Garden.fineTune(model, Garden.ONE.batchSize(24)));
    verbs.forEach(
        (name, verb) -> {
          long grown = NativeMemory.ofEachCall(CALLS, () -> call(state, engine, verb));
          assertTrue(grown < NOISE, name + " leaves " + grown + " bytes a call");
        });
  }

  private static void call(ModelState state, String engine, Consumer<TransferModel> verb) {
    try (TransferModel model = new TransferModel(state, engine)) {
      verb.accept(model);
    }
  }

  private static void onTheEngine(TransferModel model) {
    try (Body body = Bodies.on(model.graph(), model.weights(), model.engine())) {
      assertEquals(6, body.outputShape().size());
    }
  }

  /** Stale compiled networks are closed where the weights change, not only with the model. */
  @Test
  void changingTheModelFreesWhatWasCompiled() {
    try (TransferModel model = new TransferModel(large("MXNet"), "MXNet")) {
      evaluate(model, IMAGES);
      long before = NativeMemory.inUse();
      for (int i = 0; i < CALLS; i++) {
        replaceHead(model, Garden.head().seed(i));
        evaluate(model, IMAGES);
      }
      long grown = (NativeMemory.inUse() - before) / CALLS;
      assertTrue(grown < NOISE, "evaluating a changed model leaves " + grown + " bytes");
    }
  }

  /**
   * A cell that makes its model anew forgets the one before; nobody closes it, and nobody calls the
   * collector. {@code -Dgraft.rounds=300} looks longer.
   */
  @EngineSource
  void whatIsForgottenIsFreed(String engine) throws InterruptedException {
    ModelState state = large(engine);
    long before = dev.graft.memory.NativeMemory.held();
    List<Long> held = new ArrayList<>();
    for (int round = 0; round < Integer.getInteger("graft.rounds", 20); round++) {
      TransferModel model = new TransferModel(state, engine);
      predict(model, IMAGES.take(1, round));
      assertEquals(6, model.block().getOutputShapes(INPUT)[0].get(1));
      held.add(dev.graft.memory.NativeMemory.held() - before);
    }
    long bound = 2 * Math.max(96L << 20, Runtime.getRuntime().totalMemory() / 8);
    assertTrue(held.stream().allMatch(bytes -> bytes <= bound), held.toString());
    for (int i = 0; i < 100 && dev.graft.memory.NativeMemory.held() > before; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertEquals(before, dev.graft.memory.NativeMemory.held());
  }

  /** The block outlives a model that is forgotten, and is freed when it is forgotten itself. */
  @EngineSource
  void aBlockOutlivesItsForgottenModel(String engine) throws InterruptedException {
    long before = dev.graft.memory.NativeMemory.held();
    Block block = new TransferModel(large(engine), engine).block();
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertTrue(dev.graft.memory.NativeMemory.held() > before);
    for (var parameter : block.getParameters().values()) {
      assertTrue(Float.isFinite(parameter.getArray().toFloatArray()[0]));
    }
    block = null;
    for (int i = 0; i < 100 && dev.graft.memory.NativeMemory.held() > before; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertEquals(before, dev.graft.memory.NativeMemory.held());
  }

  /** Ten thousand images as the network reads them would be 120 MB, as drawn 64 MB. */
  @Test
  void tenThousandImagesNeedNoMoreHeapThanTwenty() {
    ImageSet many = SmallGarden.of(1667);
    assertEquals(10_002, many.size());
    Runtime runtime = Runtime.getRuntime();
    try (TransferModel model = Garden.model("MXNet")) {
      List<Long> used = new ArrayList<>();
      extractFeatures(model, Garden.IMAGES.train());
      System.gc();
      used.add(runtime.totalMemory() - runtime.freeMemory());
      var features = extractFeatures(model, many, "stem");
      var result = evaluate(model, many.take(600, 1));
      System.gc();
      used.add(runtime.totalMemory() - runtime.freeMemory());
      assertEquals(10_002, features.size());
      assertEquals(600, result.size());
      assertTrue(used.get(1) - used.get(0) < 30_000_000, used.toString());
    }
  }
}
