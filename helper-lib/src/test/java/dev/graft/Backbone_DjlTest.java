package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.unfreeze;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Blocks;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import dev.graft.data.InputContract;
import dev.graft.engine.Bodies;
import dev.graft.engine.EngineSource;
import dev.graft.graph.Layers;
import dev.graft.graph.Shape;
import dev.graft.train.FineTune;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Models of others, through DJL's Criteria, as frozen bodies. */
class Backbone_DjlTest {
  private static final InputContract CONTRACT = InputContract.rgb(32, 127.5f, 127.5f, 0.875);

  @TempDir Path folder;

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private ZooModel<NDList, NDList> torchScript() throws Exception {
    Path local = Files.createDirectories(folder.resolve("tiny"));
    try (InputStream in = getClass().getResourceAsStream("/reference/djl/tiny.pt")) {
      Files.write(local.resolve("tiny.pt"), in.readAllBytes());
    }
    return criteria(local, "tiny", "PyTorch");
  }

  private ZooModel<NDList, NDList> symbol() throws Exception {
    Path local = folder.resolve("small");
    MxNetModel.write(local, "small");
    return criteria(local, "small", "MXNet");
  }

  private static ZooModel<NDList, NDList> criteria(Path local, String name, String engine)
      throws Exception {
    return Criteria.builder()
        .setTypes(NDList.class, NDList.class)
        .optModelUrls(local.toUri().toString())
        .optModelName(name)
        .optEngine(engine)
        .build()
        .loadModel();
  }

  private TransferModel body(String engine) throws Exception {
    try (var zoo = engine.equals("PyTorch") ? torchScript() : symbol()) {
      DjlBackbone backbone = Backbone.of(zoo).contract(CONTRACT);
      return engine.equals("PyTorch")
          ? backbone.on("MXNet").load()
          : backbone.output("relu0_output").on("PyTorch").load();
    }
  }

  private static float[] run(TransferModel model, float... image) {
    int out = (int) model.graph().outputShape().size();
    try (var body = Bodies.of(model.graph(), model.weights(), model.engine())) {
      FloatBuffer y = direct(new float[out]);
      body.run(direct(image), 1, y);
      float[] values = new float[out];
      y.get(0, values);
      return values;
    }
  }

  private static FloatBuffer direct(float... values) {
    return ByteBuffer.allocateDirect(4 * values.length)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(values)
        .flip();
  }

  private static float[] image() {
    float[] values = new float[3 * 32 * 32];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(0.37 * i);
    }
    return values;
  }

  /** The module was saved in training mode; record.py tells what it gives in evaluation mode. */
  @Test
  void aTorchScriptModuleRunsInEvaluationMode() throws Exception {
    try (TransferModel model = body("PyTorch")) {
      assertEquals(Shape.of(6, 8, 8), model.graph().outputShape());
      float[] y = run(model, image());
      float[] expected = {0.357189f, 0, 0, 0, 0.021061f, 0.509595f};
      float sum = 0;
      for (float value : y) {
        sum += value;
      }
      for (int c = 0; c < 6; c++) {
        assertEquals(expected[c], y[c * 64 + 3 * 8 + 5], 1e-5f);
      }
      assertEquals(60.5371, sum, 1e-3);
    }
  }

  /** Convolution, stored-statistics norm and relu, computed here by their definitions. */
  @Test
  void aSymbolIsCutAtAnInnerOutput() throws Exception {
    try (TransferModel model = body("MXNet")) {
      assertEquals(Shape.of(6, 8, 8), model.graph().outputShape());
      float[] x = image();
      float[] y = run(model, x);
      for (int at : new int[] {0, 77, 200, 383}) {
        assertEquals(expected(x, at / 64, at / 8 % 8, at % 8), y[at], 1e-5);
      }
    }
  }

  private static double expected(float[] x, int out, int row, int column) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          float weight = MxNetModel.value("arg:conv0_weight", ((out * 3 + c) * 4 + i) * 4 + j);
          sum += weight * x[(c * 32 + row * 4 + i) * 32 + column * 4 + j];
        }
      }
    }
    double mean = MxNetModel.value("aux:bn0_moving_mean", out);
    double variance = MxNetModel.value("aux:bn0_moving_var", out);
    double normal = (sum - mean) / Math.sqrt(variance + 1e-3);
    double gamma = MxNetModel.value("arg:bn0_gamma", out);
    return Math.max(0, gamma * normal + MxNetModel.value("arg:bn0_beta", out));
  }

  /** Law 1: body and features are bit for bit what they were; the head has learned. */
  @EngineSource
  void aHeadLearnsOnAFrozenBody(String engine) throws Exception {
    try (TransferModel model = body(engine)) {
      assertEquals(List.of("djl"), model.frozen());
      replaceHead(model, Garden.head());
      float[] before;
      try (TransferModel bare = body(engine)) {
        before = run(bare, image());
      }
      var weights = model.weights();
      var history =
          fineTune(model, Garden.TRAIN, Garden.IMAGES.validation(), FineTune.epochs(2).seed(1));
      assertEquals(2, history.epochs().size());
      assertNotEquals(weights.sha256(), model.weights().sha256());
      assertEquals(weights.get("djl.sha256"), model.weights().get("djl.sha256"));
      try (TransferModel bare = body(engine)) {
        org.junit.jupiter.api.Assertions.assertArrayEquals(before, run(bare, image()));
        assertEquals(weights.get("djl.sha256"), bare.weights().get("djl.sha256"));
      }
      assertTrue(evaluate(model, Garden.IMAGES.validation()).accuracy() >= 0);
      assertRefused(
          "layer \"djl\" is a DJL model and cannot learn; unfreeze a backbone of the catalogue, or"
              + " give the head more layers: Head.classifier(classes).dense(256)",
          () -> unfreeze(model, Layers.all()));
      assertRefused(
          "a model on a body of DJL's cannot be saved: loading it would execute what its file says;"
              + " keep DJL's own file and train the head on Backbone.of(model) again",
          () -> model.save(folder.resolve("saved")));
      assertRefused(
          "layer \"djl\" is a model of DJL's, which has no ONNX form; export it where it comes from"
              + " and begin with Backbone.onnx(file)",
          () -> model.exportOnnx(folder.resolve("m.onnx")));
    }
  }

  @Test
  void whatCannotBeTakenIsNamed() throws Exception {
    try (var symbol = symbol();
        var module = torchScript();
        var blocks = Model.newInstance("mine", "PyTorch")) {
      assertRefused(
          "the model does not say what its input wants to see; give"
              + " contract(InputContract.rgb(size, mean, std, crop))",
          () -> Backbone.of(symbol).load());
      assertRefused(
          "no output \"top\"; the last are relu0_output, pool0_output, flatten0_output, fc0_output,"
              + " softmax_output (small)",
          () -> Backbone.of(symbol).output("top").contract(CONTRACT).load());
      assertRefused(
          "model has the inputs data, softmax_label, must have one; cut it before the others with"
              + " output(name) (small)",
          () -> Backbone.of(symbol).contract(CONTRACT).load());
      assertRefused(
          "output is \"top\", but a TorchScript module cannot be cut; cut it in Python (tiny)",
          () -> Backbone.of(module).output("top").contract(CONTRACT).load());
      blocks.setBlock(Blocks.identityBlock());
      assertRefused(
          "block is a LambdaBlock, must be a symbol of MXNet's or a TorchScript module (mine)",
          () -> Backbone.of(blocks).contract(CONTRACT).load());
    }
  }
}
