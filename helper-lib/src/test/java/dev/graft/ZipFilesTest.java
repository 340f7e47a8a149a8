package dev.graft;

import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.graft.cache.FeatureCache;
import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.data.Unlabelled;
import dev.graft.evaluate.Prediction;
import dev.graft.infer.Onnx;
import dev.graft.plot.Plots;
import dev.graft.train.History;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever takes a path takes one in a zip file. */
class ZipFilesTest {
  private static TransferModel model;
  private static FileSystem zip;

  @BeforeAll
  static void begin(@TempDir Path folder) throws IOException {
    URI address = URI.create("jar:" + folder.resolve("all.zip").toUri());
    zip = FileSystems.newFileSystem(address, Map.of("create", "true"));
    model = Garden.model("MXNet");
    freeze(model);
    for (int i = 0; i < Garden.IMAGES.test().size(); i++) {
      ImageSet images = Garden.IMAGES.test();
      Path file = zip.getPath("/photos", images.classes().get(images.label(i)), i + ".png");
      Files.createDirectories(file.getParent());
      try (var out = Files.newOutputStream(file)) {
        ImageIO.write(images.image(i), "png", out);
      }
    }
  }

  @AfterAll
  static void end() throws IOException {
    model.close();
    zip.close();
  }

  private static List<List<Double>> answers(TransferModel model, ImageSet images) {
    return predict(model, images).stream().map(Prediction::probabilities).toList();
  }

  @Test
  void imagesAreReadAndAnswered() {
    Path photos = zip.getPath("/photos");
    ImageSet images = ImageSet.of(photos);
    assertEquals(Garden.IMAGES.test().classes(), images.classes());
    assertEquals(answers(model, Garden.IMAGES.test()), answers(model, images));
    assertEquals(answers(model, images), answers(model, Unlabelled.of(photos)));
    Path first = photos.resolve(images.id(0));
    assertEquals(answers(model, images).get(0), predict(model, first).probabilities());
  }

  @Test
  void aModelIsSavedLoadedAndExported() throws IOException {
    Path saved = zip.getPath("/models/insects");
    model.save(saved);
    Files.writeString(saved.resolve("notes.txt"), "mine");
    model.save(saved);
    assertEquals("mine", Files.readString(saved.resolve("notes.txt")));
    try (var beside = Files.list(saved.getParent())) {
      assertEquals(List.of("insects"), beside.map(p -> p.getFileName().toString()).toList());
    }
    try (TransferModel loaded = TransferModel.load(saved)) {
      assertEquals(model.weights().sha256(), loaded.weights().sha256());
    }
    Path weights = saved.resolve("model.safetensors");
    assertEquals(model.weights().names(), Weights.read(weights).names());
    Path file = saved.resolve("features.onnx");
    model.exportOnnx(file, Onnx.layer("block13"));
    try (TransferModel onnx = Backbone.onnx(file).load()) {
      assertEquals(256, onnx.graph().outputShape().size());
    }
  }

  @Test
  void aBackboneIsLoadedFromAWeightFile() throws IOException {
    Path file = zip.getPath("/backbone.safetensors");
    Path saved = zip.getPath("/whole");
    model.save(saved);
    Files.copy(saved.resolve("model.safetensors"), file);
    try (TransferModel loaded = Garden.backbone("MXNet").load(file)) {
      String name = "conv1.weight";
      assertArrayEquals(model.weights().get(name).toArray(), loaded.weights().get(name).toArray());
    }
  }

  /** Torch writes what is large into files of its own. */
  @Test
  void weightsBesideAnOnnxFileAreRead() throws IOException {
    ModelProto.Builder whole = OnnxModels.classifier();
    Path data = zip.getPath("/torch.onnx.data");
    TensorProto.Builder tensor = whole.getGraphBuilder().getInitializerBuilder(0);
    ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.getFloatDataCount());
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    tensor.getFloatDataList().forEach(bytes::putFloat);
    Files.write(data, bytes.array());
    tensor
        .clearFloatData()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("torch.onnx.data"));
    Path file = OnnxModels.write(zip.getPath("/torch.onnx"), whole);
    InputContract contract = InputContract.rgb(8, 0, 1, 1);
    try (TransferModel onnx = Backbone.onnx(file).contract(contract).load()) {
      assertEquals(4, onnx.graph().outputShape().size());
    }
  }

  @Test
  void aRunGoesOnFromItsCheckpoints() {
    Path runs = zip.getPath("/runs");
    for (String engine : List.of("MXNet", "PyTorch")) {
      Path own = runs.resolve(engine);
      List<History> histories = List.of(run(engine, own), run(engine, own));
      assertEquals(Garden.numbers(histories.get(0)), Garden.numbers(histories.get(1)));
      assertTrue(Files.isDirectory(own));
    }
  }

  private static History run(String engine, Path folder) {
    try (TransferModel fresh = Garden.model(engine)) {
      freeze(fresh);
      return Garden.fineTune(fresh, Garden.ONE.checkpoints(folder));
    }
  }

  @Test
  void figuresJournalsAndFeaturesAreWritten() throws IOException {
    Path figure = zip.getPath("/figure.png");
    Plots.samples(Garden.IMAGES.test(), 2).save(figure);
    assertTrue(Files.size(figure) > 0);
    Path journal = zip.getPath("/searches/journal");
    SearchJournal.open(journal, Map.of("search", "a"));
    SearchJournal.open(journal, Map.of("search", "a"));
    assertEquals("{\"search\":\"a\"}\n", Files.readString(journal));
    FeatureCache cache = FeatureCache.in(zip.getPath("/features"), 1 << 30);
    var now = model.life().moment();
    now.inference().rows("evaluating", Garden.IMAGES.test().inputs(model.contract()), cache);
    now.close();
    assertTrue(cache.bytes() > 0);
    cache.clear();
    assertEquals(0, cache.bytes());
  }
}
