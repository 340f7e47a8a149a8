package dev.graft;

import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.StackBatchifier;
import dev.graft.engine.Bodies;
import dev.graft.engine.EngineSource;
import dev.graft.engine.Engines;
import dev.graft.graph.Layers;
import dev.graft.infer.Body;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nothing locks a user in: plain DJL code runs and trains the block. */
class TransferModel_BlockTest {
  private static final int N = 4;

  private static Map<String, float[]> values(Block block) {
    Map<String, float[]> values = new TreeMap<>();
    for (var pair : block.getParameters()) {
      Parameter parameter = pair.getValue();
      values.put(parameter.getName(), parameter.getArray().toFloatArray());
    }
    return values;
  }

  private static FloatBuffer pixels(TransferModel model) {
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(N * 3 * 32 * 32 * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < N; i++) {
      Garden.IMAGES.test().inputs(model.contract()).read(i, pixels);
    }
    return pixels.flip();
  }

  @EngineSource
  void itComputesWhatTheModelComputes(String engine) {
    try (TransferModel model = Garden.model(engine);
        NDManager manager = Engines.load(engine).newBaseManager();
        Body body = Bodies.of(model.graph(), model.weights(), engine)) {
      FloatBuffer expected =
          ByteBuffer.allocateDirect(N * 6 * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      body.run(pixels(model), N, expected);
      NDArray x = manager.create(pixels(model), new Shape(N, 3, 32, 32));
      NDList y = model.block().forward(new ParameterStore(manager, false), new NDList(x), false);
      float[] values = new float[N * 6];
      expected.get(0, values);
      assertArrayEquals(values, y.singletonOrThrow().toFloatArray(), 1e-5f);
    }
  }

  /** Law 1, where Graft's own loop is not even there. */
  @EngineSource
  void trainedByPlainDjlItsFrozenPartKeepsEveryBit(String engine) {
    try (TransferModel model = Garden.model(engine)) {
      freeze(model);
      unfreeze(model, Layers.named("block2", "block13"));
      Block block = model.block();
      Map<String, float[]> before = values(block);
      step(model, block, engine);
      Set<String> changed = new TreeSet<>();
      values(block)
          .forEach(
              (name, after) -> {
                if (!Arrays.equals(before.get(name), after)) {
                  changed.add(name);
                }
              });
      assertEquals(Garden.live(model), changed);
      assertEquals(Set.of(), Garden.changed(model.weights(), Garden.model(engine).weights()));
    }
  }

  private static void step(TransferModel model, Block block, String engine) {
    var config =
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
            .optDevices(Engines.load(engine).getDevices(1))
            .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1f)).build());
    try (Model djl = Model.newInstance("plain", engine)) {
      djl.setBlock(block);
      try (Trainer trainer = djl.newTrainer(config)) {
        trainer.initialize(new Shape(N, 3, 32, 32));
        NDManager manager = trainer.getManager().newSubManager();
        NDArray x = manager.create(pixels(model), new Shape(N, 3, 32, 32));
        NDArray y = manager.create(new float[] {0, 1, 2, 3}, new Shape(N));
        var stack = new StackBatchifier();
        try (Batch batch =
            new Batch(manager, new NDList(x), new NDList(y), N, stack, stack, 0, 1)) {
          EasyTrain.trainBatch(trainer, batch);
          trainer.step();
        }
      }
    }
  }

  @Test
  void itIsClosedWithItsModel() {
    TransferModel model = Garden.model("PyTorch");
    NDArray weight = model.block().getParameters().get(0).getValue().getArray();
    model.close();
    assertThrows(IllegalStateException.class, weight::toFloatArray);
  }
}
