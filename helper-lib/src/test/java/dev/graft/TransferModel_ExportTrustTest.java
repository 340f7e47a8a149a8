package dev.graft;

import static dev.graft.Transfer.calibrate;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.evaluate.Verdict;
import dev.graft.infer.CompiledBody;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxRun;
import dev.graft.weights.Tensor;
import dev.graft.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/deploy.md says of a calibrated model's file, as another language would do it. */
class TransferModel_ExportTrustTest {
  private final TransferModel model = Garden.model("PyTorch");
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void choose() {
    assumeTrue(CompiledBody.available(), "onnx runtime has no native library here");
    Garden.spread(model, 10);
    file = folder.resolve("insects.onnx");
  }

  private ImageSet photos() throws IOException {
    for (int i = 0; i < 3; i++) {
      ImageIO.write(Garden.IMAGES.test().image(i), "png", folder.resolve(i + ".png").toFile());
    }
    return ImageSet.unlabelled(Stream.of("0.png", "1.png", "2.png").map(folder::resolve).toList());
  }

  @Test
  void theVerdictIsComputedWithoutGraft() throws IOException {
    calibrate(model, Garden.IMAGES.train(), Samples.garden(2, 7).train(), 0.8);
    model.exportOnnx(file, Onnx.probabilities().photos());
    ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(file));
    assertEquals(
        List.of("probabilities", "trust.features"),
        proto.getGraph().getOutputList().stream().map(ValueInfoProto::getName).toList());
    JsonNode trust =
        new ObjectMapper()
            .readTree(
                proto.getMetadataPropsList().stream()
                    .filter(p -> p.getKey().equals("graft.trust"))
                    .map(StringStringEntryProto::getValue)
                    .findFirst()
                    .orElseThrow());
    Tensor rows = Weights.read(folder.resolve("insects.trust.safetensors")).get("features");
    ImageSet photos = photos();
    for (int i = 0; i < photos.size(); i++) {
      float[] probabilities = OnnxRun.image(file, photos.image(i));
      float[] features = OnnxRun.image(file, photos.image(i), "trust.features");
      List<String> set = new ArrayList<>();
      for (int c = 0; c < probabilities.length; c++) {
        if (probabilities[c] >= trust.get("probability").asDouble()) {
          set.add(model.classes().get(c));
        }
      }
      Verdict verdict = predict(model, photos).get(i).verdict().orElseThrow();
      assertEquals(verdict.classes().stream().sorted().toList(), set);
      double distance = distances(rows, features)[trust.get("neighbours").asInt() - 1];
      assertEquals(verdict.distance(), distance, 1e-4);
      assertEquals(verdict.threshold(), trust.get("distance").asDouble());
      assertEquals(verdict.promised(), trust.get("promised").asDouble());
    }
  }

  /** As a page of NumPy: unit length, differences, root, sorted. */
  private static double[] distances(Tensor rows, float[] features) {
    double length = 0;
    for (float value : features) {
      length += (double) value * value;
    }
    float[] all = rows.toArray();
    double[] distances = new double[rows.shape().get(0)];
    for (int row = 0; row < distances.length; row++) {
      double sum = 0;
      for (int k = 0; k < features.length; k++) {
        double apart = features[k] / Math.sqrt(length) - all[row * features.length + k];
        sum += apart * apart;
      }
      distances[row] = Math.sqrt(sum);
    }
    Arrays.sort(distances);
    return distances;
  }

  @Test
  void logitsAreTheSameWithItAndALayersFileHasNone() throws IOException {
    ImageSet photos = photos();
    model.exportOnnx(file, Onnx.logits().photos());
    float[] before = OnnxRun.image(file, photos.image(0));
    calibrate(model, Garden.IMAGES.train(), Samples.garden(2, 7).train(), 0.8);
    model.exportOnnx(file, Onnx.logits().photos());
    assertArrayEquals(before, OnnxRun.image(file, photos.image(0)), 1e-6f);
    Path layer = folder.resolve("layer.onnx");
    model.exportOnnx(layer, Onnx.layer("block5"));
    assertFalse(Files.exists(folder.resolve("layer.trust.safetensors")));
    replaceHead(model, Head.binary(List.of("ant", "bee")));
    model.exportOnnx(folder.resolve("plain"));
    assertFalse(Files.exists(folder.resolve("plain.trust.safetensors")));
  }
}
