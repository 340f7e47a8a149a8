package dev.graft;

import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.graft.data.ImageSet;
import dev.graft.infer.CompiledBody;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxFile;
import dev.graft.infer.OnnxRun;
import dev.graft.reference.Published;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferModel_ExportOnnxTest {
  private final TransferModel model = Garden.model("MXNet");
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void choose() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
    Garden.spread(model, 1000);
    file = folder.resolve("insects.onnx");
  }

  private ImageSet jpegs() throws IOException {
    for (int i = 0; i < 3; i++) {
      ImageIO.write(Garden.IMAGES.test().image(i), "jpg", folder.resolve(i + ".jpg").toFile());
    }
    return ImageSet.unlabelled(Stream.of("0.jpg", "1.jpg", "2.jpg").map(folder::resolve).toList());
  }

  @Test
  void aPhotoInProbabilitiesOutEqualsPredict() throws IOException {
    ImageSet photos = jpegs();
    model.exportOnnx(file, Onnx.probabilities().photos());
    for (int i = 0; i < photos.size(); i++) {
      float[] onnx = OnnxRun.image(file, photos.image(i));
      float[] graft = probabilities(photos, i);
      assertArrayEquals(graft, onnx, 1e-5f);
      assertTrue(Math.abs(graft[0] - 1 / 6f) > 0.01, "the classes differ: " + graft[0]);
    }
  }

  /** Photos of many sizes, a thousand classes. */
  @Test
  void realPhotosThroughARealNetworkGiveWhatPredictGives() throws IOException {
    Path weights = Published.lite0File();
    ImageSet photos = firstPhotos(Published.antsAndBees().resolve("val/bees"));
    try (TransferModel lite0 = Backbone.EFFICIENTNET_LITE0.load(weights)) {
      lite0.exportOnnx(file, Onnx.probabilities().photos());
      var predictions = predict(lite0, photos);
      for (int i = 0; i < photos.size(); i++) {
        float[] onnx = OnnxRun.image(file, photos.image(i));
        List<Double> graft = predictions.get(i).probabilities();
        for (int j = 0; j < onnx.length; j++) {
          assertEquals(graft.get(j), onnx[j], 1e-5, photos.id(i) + ", class " + j);
        }
      }
    }
  }

  private static ImageSet firstPhotos(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return ImageSet.unlabelled(files.sorted().limit(8).toList());
    }
  }

  @Test
  void aBinaryHeadGivesTheProbabilityOfItsSecondClass() throws IOException {
    replaceHead(model, Head.binary(List.of("ant", "bee")).seed(2));
    Garden.spread(model, 1000);
    ImageSet photos = jpegs();
    model.exportOnnx(file, Onnx.probabilities().photos());
    float[] onnx = OnnxRun.image(file, photos.image(0));
    assertEquals(1, onnx.length);
    assertEquals(probabilities(photos, 0)[1], onnx[0], 1e-5f);
    assertEquals("sigmoid", metadata().get("graft.output"));
  }

  private float[] probabilities(ImageSet photos, int index) {
    List<Double> all = predict(model, photos).get(index).probabilities();
    float[] values = new float[all.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.get(i).floatValue();
    }
    return values;
  }

  private Map<String, String> metadata() throws IOException {
    Map<String, String> all = new TreeMap<>();
    ModelProto.parseFrom(Files.readAllBytes(file))
        .getMetadataPropsList()
        .forEach(p -> all.put(p.getKey(), p.getValue()));
    return all;
  }

  @Test
  void theFileSaysWhatItIs() throws IOException {
    model.exportOnnx(file);
    assertEquals(
        Map.of(
            "classes",
            "[\"ant\",\"bee\",\"beetle\",\"butterfly\",\"ladybird\",\"spider\"]",
            "input",
            "{\"height\":32,\"width\":32,\"order\":\"RGB\",\"mean\":[127.5,127.5,127.5],"
                + "\"std\":[127.5,127.5,127.5],\"crop\":0.875,\"interpolation\":\"BILINEAR\",\"resize\":\"antialiased,"
                + " shorter side to floor(size / crop), then the centre of size\"}",
            "graft.input",
            "tensor",
            "graft.output",
            "logits",
            "graft.backbone",
            "mobilenet_v1_0.25",
            "graft.version",
            Version.current(),
            "graft.weights_sha256",
            model.weights().sha256()),
        metadata());
  }

  @Test
  void sizeParametersOpsetAndLatencyStandInOneLine() throws IOException {
    OnnxFile written = model.exportOnnx(file);
    assertEquals(Files.size(file), written.bytes());
    assertEquals(17, written.opset());
    assertEquals(211_878, written.parameters(), "weights, and one bias a channel in place of four");
    assertEquals(List.of(1, 16), written.latencies().stream().map(l -> l.batch()).toList());
    assertTrue(
        written
            .toString()
            .matches(
                "insects.onnx: \\d{3} kB, 211,878 parameters, opset 17, 1 image in \\d+\\.\\d ms,"
                    + " 16 images in \\d+\\.\\d ms"),
        written.toString());
    assertEquals(18, model.exportOnnx(file, Onnx.logits().photos()).opset());
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(List.of(file), all.toList());
    }
  }

  @Test
  void anyLayerIsExported() throws IOException {
    model.exportOnnx(file, Onnx.layer("block5"));
    assertEquals("features", metadata().get("graft.output"));
    FloatBuffer zeros =
        ByteBuffer.allocateDirect(2 * 3 * 32 * 32 * 4)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    int values = Math.toIntExact(model.graph().until("block5").outputShape().size());
    assertEquals(2 * values, OnnxRun.floats(file, zeros, 2, 3, 32, 32).length);
  }

  @Test
  void whatCannotBeExportedIsNamed() throws IOException {
    assertEquals(
        "no layer \"block99\"; this backbone has stem, block1, block2, block3, block4, block5,"
            + " block6, block7, block8, block9, block10, block11, block12, block13, head",
        assertThrows(
                IllegalArgumentException.class, () -> model.exportOnnx(file, Onnx.layer("block99")))
            .getMessage());
    assertEquals(
        "layer is empty; name a stage, such as \"block5.2\"",
        assertThrows(IllegalArgumentException.class, () -> Onnx.layer("")).getMessage());
    try (TransferModel bare = Garden.backbone("MXNet").untrained(1)) {
      assertEquals(
          "this model has no head yet; call replaceHead(model, Head.classifier(classes))",
          assertThrows(IllegalArgumentException.class, () -> bare.exportOnnx(file)).getMessage());
    }
    Path nowhere = folder.resolve("none/insects.onnx");
    String message =
        assertThrows(UncheckedIOException.class, () -> model.exportOnnx(nowhere)).getMessage();
    assertTrue(message.startsWith("cannot write " + nowhere + ": "), message);
    assertEquals(false, Files.exists(file));
  }

  @Test
  void pythonAcceptsEveryKindOfFile() {
    assumeTrue(
        Published.python("-c", "import onnx, onnxruntime; print('ok')").strip().equals("ok"),
        "this Python has no onnx and onnxruntime; see src/test/python/requirements.txt");
    for (Onnx options :
        List.of(
            Onnx.logits(),
            Onnx.probabilities().pixels(),
            Onnx.probabilities().photos(),
            Onnx.layer("block5").photos())) {
      model.exportOnnx(file, options);
      String said =
          Published.python(
              "-c",
              "import sys, onnx, onnxruntime as r; onnx.checker.check_model(sys.argv[1],"
                  + " full_check=True); r.InferenceSession(sys.argv[1]); print('ok')",
              file.toString());
      assertEquals("ok", said.strip(), options.toString());
    }
  }
}
