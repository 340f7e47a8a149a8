package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.resize;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.WatchedImages;
import dev.graft.engine.EngineSource;
import dev.graft.evaluate.Prediction;
import dev.graft.graph.Layers;
import dev.graft.memory.NativeMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the javadoc of {@link TransferModel} says of threads. */
class TransferModel_ThreadsTest {
  private static final ImageSet IMAGES = Garden.IMAGES.test();

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** Images of which nothing was ever seen before: drawn from a seed of their own. */
  private static ImageSet unseen(int seed) {
    return Samples.garden(2, seed).train();
  }

  private static List<List<Double>> numbers(List<Prediction> predictions) {
    return predictions.stream().map(Prediction::probabilities).toList();
  }

  private static TransferModel frozen(String engine) {
    TransferModel model = Garden.model(engine);
    freeze(model);
    return model;
  }

  @EngineSource
  void firstPredictionsTogetherCompileOnce(String engine) throws Exception {
    long before = NativeMemory.held();
    long alone;
    try (TransferModel model = frozen(engine)) {
      predict(model, unseen(901));
      alone = NativeMemory.held() - before;
      assertTrue(alone > 0);
    }
    assertEquals(before, NativeMemory.held());
    try (TransferModel model = frozen(engine)) {
      CountDownLatch ready = new CountDownLatch(8);
      List<Future<List<Prediction>>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return predict(model, unseen(901));
                }));
      }
      List<List<Double>> first = numbers(all.get(0).get());
      for (Future<List<Prediction>> one : all) {
        assertEquals(first, numbers(one.get()));
      }
      assertEquals(alone, NativeMemory.held() - before);
    }
    assertEquals(before, NativeMemory.held());
  }

  /** Everything that changes a model while a prediction waits for its first pixel. */
  private static Map<String, Consumer<TransferModel>> changes() {
    Map<String, Consumer<TransferModel>> changes = new LinkedHashMap<>();
    changes.put("freeze", Transfer::freeze);
    changes.put("unfreeze", model -> unfreeze(model, Layers.all()));
    changes.put("replaceHead", model -> replaceHead(model, Garden.head().seed(7)));
    changes.put("resize", model -> resize(model, 64));
    changes.put("fineTune", model -> Garden.fineTune(model, Garden.ONE.learningRate(0.1)));
    changes.put("close", TransferModel::close);
    return changes;
  }

  @EngineSource
  void aPredictionFinishesOnWhatItBeganWith(String engine) throws Exception {
    for (var change : changes().entrySet()) {
      long held = NativeMemory.held();
      TransferModel model = frozen(engine);
      unfreeze(model, Layers.last(2));
      List<List<Double>> expected = numbers(predict(model, IMAGES));
      CountDownLatch reading = new CountDownLatch(1);
      CountDownLatch changed = new CountDownLatch(1);
      ImageSet waiting = WatchedImages.of(IMAGES, () -> meet(reading, changed));
      Future<List<Prediction>> underWay = threads.submit(() -> predict(model, waiting));
      reading.await();
      change.getValue().accept(model);
      changed.countDown();
      assertEquals(expected, numbers(underWay.get()), change.getKey());
      if (!change.getKey().equals("close")) {
        try (TransferModel fresh = new TransferModel(model.state(), engine)) {
          assertEquals(numbers(predict(fresh, IMAGES)), numbers(predict(model, IMAGES)));
        }
      }
      model.close();
      assertEquals(held, NativeMemory.held(), change.getKey() + " leaves a compiled body");
    }
  }

  private static void meet(CountDownLatch here, CountDownLatch there) {
    here.countDown();
    try {
      there.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What reads a model works while it learns, and shows what the last epoch left. */
  @EngineSource
  void allThatReadsWorksWhileItLearns(String engine, @TempDir Path folder) throws Exception {
    try (TransferModel model = frozen(engine)) {
      List<Object> read = new ArrayList<>();
      List<Callable<Object>> readers =
          List.of(
              () -> numbers(predict(model, IMAGES)),
              () -> evaluate(model, IMAGES).accuracy(),
              () -> Transfer.extractFeatures(model, IMAGES).size(),
              () -> model.toString(),
              () -> model.table().rowCount(),
              () -> model.exportOnnx(folder.resolve("model.onnx")).bytes(),
              () -> {
                model.save(folder.resolve("saved"));
                return Files.exists(folder.resolve("saved/model.json"));
              });
      var watching =
          Garden.ONE.onEpoch(
              history -> {
                try {
                  for (Future<Object> one : threads.invokeAll(readers)) {
                    read.add(one.get());
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      List<List<Double>> before = numbers(predict(model, IMAGES));
      Garden.fineTune(model, watching.learningRate(0.1));
      assertEquals(readers.size(), read.size());
      assertEquals(numbers(predict(model, IMAGES)), read.get(0));
      assertNotEquals(before, read.get(0));
    }
  }

  @EngineSource
  void whatWouldChangeAModelInTrainingIsRefusedByName(String engine) throws Exception {
    try (TransferModel model = frozen(engine)) {
      Map<String, String> refused = new LinkedHashMap<>();
      var trying =
          Garden.ONE.onEpoch(
              history ->
                  changes()
                      .forEach(
                          (verb, change) -> {
                            if (!verb.equals("close")) {
                              refused.put(verb, refusal(() -> change.accept(model)));
                            }
                          }));
      Garden.fineTune(model, trying);
      String thread = Thread.currentThread().getName();
      assertEquals(5, refused.size());
      refused.forEach(
          (verb, message) ->
              assertEquals(
                  verb
                      + " would change a model that is being trained (fineTune, on thread \""
                      + thread
                      + "\"); call it when that has ended",
                  message));
      unfreeze(model, Layers.all());
      freeze(model);
    }
  }

  private String refusal(Runnable change) {
    try {
      threads.submit(change).get();
      return "not refused";
    } catch (Exception e) {
      return e.getCause().getMessage();
    }
  }

  @EngineSource
  void closingEndsATrainingAndSaysSo(String engine) {
    TransferModel model = frozen(engine);
    var closing = Garden.ONE.lasting(3).onEpoch(history -> model.close());
    assertEquals(
        "this model is closed; load it again",
        assertThrows(IllegalStateException.class, () -> Garden.fineTune(model, closing))
            .getMessage());
  }

  /** DJL has one collector of gradients for all threads. */
  @EngineSource
  void differentModelsLearnAtTheSameTime(String engine) throws Exception {
    List<List<Double>> alone;
    try (TransferModel model = frozen(engine)) {
      alone = Garden.numbers(Garden.fineTune(model, Garden.ONE));
    }
    CountDownLatch ready = new CountDownLatch(3);
    List<Future<List<List<Double>>>> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(
          threads.submit(
              () -> {
                try (TransferModel model = frozen(engine)) {
                  ready.countDown();
                  ready.await();
                  return Garden.numbers(Garden.fineTune(model, Garden.ONE));
                }
              }));
    }
    for (Future<List<List<Double>>> one : all) {
      assertEquals(alone, one.get());
    }
  }

  @Test
  void aClosedModelIsStillShown() {
    TransferModel model = frozen("MXNet");
    String open = model.toString();
    int rows = model.table().rowCount();
    model.close();
    assertEquals(open.replace("on MXNet", "closed"), model.toString());
    assertEquals(rows, model.table().rowCount());
    assertEquals(
        "this model is closed; load it again",
        assertThrows(IllegalStateException.class, () -> predict(model, IMAGES)).getMessage());
  }
}
