package dev.graft.bench.worker;

import ai.djl.Application;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Plain DJL without Graft, after its guides: a network of its blocks, a trainer, EasyTrain. */
public final class DjlWorker {
  private static final Logger ENGINES = Logger.getLogger("ai.djl");
  private static final int SIZE = 224;

  private final Engine engine;
  private NDManager manager;
  private Block net;
  private NDArray images;
  private int batch;
  private Trainer trainer;
  private ArrayDataset data;

  private DjlWorker(String engine) {
    this.engine = Engine.getEngine(engine);
  }

  /**
   * Serves.
   *
   * @param arguments the engine
   * @throws IOException when stdin fails
   */
  public static void main(String[] arguments) throws IOException {
    ENGINES.setLevel(Level.SEVERE);
    DjlWorker worker = new DjlWorker(arguments[0]);
    new Service()
        .on("hello", q -> Map.of("version", "DJL " + Engine.getDjlVersion() + ", " + arguments[0]))
        .on("features", worker::features)
        .on("features_body", worker::body)
        .on("features_files", worker::files)
        .on("step", worker::step)
        .on("step_run", worker::stepRun)
        .serve();
  }

  private Map<String, ?> features(JsonNode q) {
    String name = q.get("backbone").asText();
    Block fresh = DjlNets.named(name);
    begin(q);
    net = fresh;
    images = manager.randomUniform(0, 1, new Shape(batch, 3, SIZE, SIZE));
    net.initialize(manager, DataType.FLOAT32, images.getShape());
    forward(images);
    return Map.of("note", name.equals("resnet50") ? "nearest: DJL's ResNet50, strides differ" : "");
  }

  private void begin(JsonNode q) {
    if (manager != null) {
      manager.close();
    }
    manager = engine.newBaseManager();
    batch = q.get("batch").asInt();
  }

  /** The whole network: its blocks have no name to stop at before the classifier. */
  private int forward(NDArray x) {
    try (NDManager scope = manager.newSubManager()) {
      x.attach(scope);
      NDList y = net.forward(new ParameterStore(scope, false), new NDList(x), false);
      int count = y.singletonOrThrow().toFloatArray().length;
      x.attach(manager);
      return count;
    }
  }

  private Map<String, ?> body(JsonNode q) throws Exception {
    return Clock.repeat(q.get("seconds").asDouble(), batch, () -> forward(images));
  }

  private Map<String, ?> files(JsonNode q) throws IOException {
    List<Path> files = Pictures.in(q.get("folder").asText(), q.get("limit").asInt());
    long start = System.nanoTime();
    for (int from = 0; from < files.size(); from += batch) {
      List<Path> some = files.subList(from, Math.min(files.size(), from + batch));
      try (NDManager scope = manager.newSubManager()) {
        NDList tensors = new NDList();
        for (Path file : some) {
          Image image = ImageFactory.getInstance().fromFile(file).resize(SIZE, SIZE, false);
          tensors.add(new ToTensor().transform(image.toNDArray(scope)));
        }
        try (NDArray x = ai.djl.ndarray.NDArrays.stack(tensors)) {
          forward(x);
        }
      }
    }
    return Map.of("images", files.size(), "seconds", Clock.since(start));
  }

  private Map<String, ?> step(JsonNode q) throws Exception {
    if (!q.get("slice").asText().equals("full")) {
      throw new Service.AbsentException("DJL trains a frozen network whole, without its cut");
    }
    begin(q);
    int classes = q.get("classes").asInt();
    if (trainer != null) {
      trainer.close();
    }
    Model model = Model.newInstance(Application.UNDEFINED.getPath(), engine.getEngineName());
    model.setBlock(DjlNets.efficientNetLite0(classes));
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(
                    Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-4f)).build()));
    trainer.initialize(new Shape(batch, 3, SIZE, SIZE));
    NDArray labels = manager.arange(0, batch, 1).mod(classes).toType(DataType.FLOAT32, false);
    data =
        new ArrayDataset.Builder()
            .setData(manager.randomUniform(0, 1, new Shape(batch, 3, SIZE, SIZE)))
            .optLabels(labels)
            .setSampling(batch, false)
            .build();
    once();
    return Map.of("note", "pads both sides alike");
  }

  private void once() throws Exception {
    for (Batch some : trainer.iterateDataset(data)) {
      EasyTrain.trainBatch(trainer, some);
      trainer.step();
      some.close();
    }
  }

  private Map<String, ?> stepRun(JsonNode q) throws Exception {
    return Clock.repeat(q.get("seconds").asDouble(), batch, this::once);
  }
}
