package dev.graft.bench.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.transferlearning.TransferLearningHelper;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.VGG16;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * DL4J, after its guide to transfer learning: a network of its zoo, a new output layer, and the
 * helper that computes what is frozen once.
 */
public final class Dl4jWorker {
  private static final int SIZE = 224;
  private static final int CLASSES = 2;

  private TransferLearningHelper helper;
  private DataSet images;
  private int batch;

  private Dl4jWorker() {}

  /**
   * Serves.
   *
   * @param arguments none
   * @throws IOException when stdin fails
   */
  public static void main(String[] arguments) throws IOException {
    Dl4jWorker worker = new Dl4jWorker();
    new Service()
        .on("hello", q -> Map.of("version", "DL4J 1.0.0-M2.1, " + Nd4j.getBackend()))
        .on("features", worker::features)
        .on("features_body", worker::body)
        .on("head_epoch", worker::headEpoch)
        .serve();
  }

  private Map<String, ?> features(JsonNode q) {
    batch = q.get("batch").asInt();
    helper = null;
    helper = helper(q.get("backbone").asText());
    INDArray labels = Nd4j.zeros(batch, CLASSES);
    labels.getColumn(0).assign(1);
    images = new DataSet(Nd4j.rand(batch, 3, SIZE, SIZE), labels);
    helper.featurize(images);
    return Map.of("note", "TransferLearningHelper.featurize");
  }

  private static TransferLearningHelper helper(String backbone) {
    return switch (backbone) {
      case "resnet50" ->
          helper(
              ResNet50.builder().numClasses(1000).build().init(),
              2048,
              new CnnToFeedForwardPreProcessor(1, 1, 2048));
      case "vgg16" -> helper(VGG16.builder().numClasses(1000).build().init(), 4096, null);
      default -> throw new Service.AbsentException("DL4J's zoo has no " + backbone);
    };
  }

  /** Frozen up to what the classifier reads. */
  private static TransferLearningHelper helper(
      ComputationGraph net, int width, InputPreProcessor flatten) {
    String output = net.getConfiguration().getNetworkOutputs().get(0);
    String frozenUntil = net.getConfiguration().getVertexInputs().get(output).get(0);
    ComputationGraph changed =
        new TransferLearning.GraphBuilder(net)
            .fineTuneConfiguration(
                new FineTuneConfiguration.Builder().updater(new Adam(1e-3)).seed(1).build())
            .setFeatureExtractor(frozenUntil)
            .removeVertexKeepConnections(output)
            .addLayer(
                output,
                new OutputLayer.Builder(LossFunctions.LossFunction.NEGATIVELOGLIKELIHOOD)
                    .nIn(width)
                    .nOut(CLASSES)
                    .weightInit(WeightInit.XAVIER)
                    .activation(Activation.SOFTMAX)
                    .build(),
                flatten,
                frozenUntil)
            .build();
    return new TransferLearningHelper(changed, frozenUntil);
  }

  private Map<String, ?> body(JsonNode q) throws Exception {
    return Clock.repeat(q.get("seconds").asDouble(), batch, () -> helper.featurize(images));
  }

  /** The helper's strength: the head alone on features that were computed once. */
  private Map<String, ?> headEpoch(JsonNode q) throws Exception {
    if (helper == null) {
      helper = helper("resnet50");
      batch = 16;
      INDArray labels = Nd4j.zeros(batch, CLASSES);
      labels.getColumn(0).assign(1);
      images = new DataSet(Nd4j.rand(batch, 3, SIZE, SIZE), labels);
    }
    DataSet features = helper.featurize(images);
    helper.fitFeaturized(features);
    Map<String, Object> answer =
        new LinkedHashMap<>(
            Clock.repeat(q.get("seconds").asDouble(), batch, () -> helper.fitFeaturized(features)));
    answer.put("note", "fitFeaturized, nearest: ResNet50, one batch of noise");
    return answer;
  }
}
