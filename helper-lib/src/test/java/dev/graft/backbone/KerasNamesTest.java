package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single names; that all names fit is for {@link Keras_ReferenceTest}. */
class KerasNamesTest {
  private static final Graph RESNET = ResNet.of(ResNet.Flavour.KERAS, 50, 224, 1000);
  private static final Graph MOBILENET_V1 = MobileNetV1.of(1.0, 224, 1000);
  private static final Graph MOBILENET_V2 =
      MobileNetV2.of(MobileNetV2.Flavour.KERAS, 1.0, 224, 1000);
  private static final Graph DENSENET = DenseNet.of(DenseNet.Flavour.KERAS, 121, 224, 1000);
  private static final Graph CONVNEXT = ConvNeXt.tiny(224, 1000);
  private static final Graph EFFICIENTNET = EfficientNet.b0(EfficientNet.Flavour.KERAS, 224, 1000);

  @ParameterizedTest
  @CsvSource({
    "conv1_conv.bias, conv1.bias",
    "conv1_bn.gamma, bn1.weight",
    "conv2_block1_0_conv.kernel, layer1.0.downsample.0.weight",
    "conv2_block1_0_bn.moving_mean, layer1.0.downsample.1.running_mean",
    "conv4_block6_3_bn.moving_variance, layer3.5.bn3.running_var",
    "conv2_block1_1_conv/kernel, layer1.0.conv1.weight",
    "probs.kernel, fc.weight",
    "predictions.bias, fc.bias",
    "conv6_block1_1_conv.kernel, conv6_block1_1_conv.kernel",
    "conv1_conv.gain, conv1_conv.gain",
    "kernel, kernel",
  })
  void resNet(String keras, String name) {
    assertEquals(name, ResNetNames.graphName(RESNET, keras));
  }

  @ParameterizedTest
  @CsvSource({
    "conv1.kernel, conv1.weight",
    "conv_dw_3.depthwise_kernel, conv_dw_3.weight",
    "conv_pw_13_bn.beta, conv_pw_13_bn.bias",
    "conv_preds.bias, conv_preds.bias",
    "MobilenetV1/Conv2d_0/weights, conv1.weight",
    "MobilenetV1/Conv2d_0/BatchNorm/beta, conv1_bn.bias",
    "MobilenetV1/Conv2d_13_pointwise/weights, conv_pw_13.weight",
    "MobilenetV1/Conv2d_3_depthwise/depthwise_weights, conv_dw_3.weight",
    "MobilenetV1/Conv2d_3_depthwise/BatchNorm/moving_variance, conv_dw_3_bn.running_var",
    "MobilenetV1/Logits/Conv2d_1c_1x1/biases, conv_preds.bias",
    "MobilenetV1/Other/weights, MobilenetV1/Other/weights",
    "FeatureExtractor/MobilenetV1/Conv2d_0/weights, conv1.weight",
    "mobilenet_0.25_224/conv_dw_3/kernel, conv_dw_3.weight",
  })
  void mobileNetV1(String keras, String name) {
    assertEquals(name, MobileNetV1Names.graphName(MOBILENET_V1, keras));
  }

  @ParameterizedTest
  @CsvSource({
    "Conv1.kernel, features.0.0.weight",
    "bn_Conv1.gamma, features.0.1.weight",
    "expanded_conv_depthwise.depthwise_kernel, features.1.conv.0.0.weight",
    "expanded_conv_project_BN.beta, features.1.conv.2.bias",
    "block_16_expand_BN.moving_mean, features.17.conv.0.1.running_mean",
    "block_1_project.kernel, features.2.conv.2.weight",
    "Conv_1_bn.moving_variance, features.18.1.running_var",
    "Logits.kernel, classifier.1.weight",
    "MobilenetV2/Conv/weights, features.0.0.weight",
    "MobilenetV2/Conv/BatchNorm/gamma, features.0.1.weight",
    "MobilenetV2/expanded_conv/depthwise/depthwise_weights, features.1.conv.0.0.weight",
    "MobilenetV2/expanded_conv/project/BatchNorm/beta, features.1.conv.2.bias",
    "MobilenetV2/expanded_conv_3/expand/weights, features.4.conv.0.0.weight",
    "MobilenetV2/expanded_conv_3/depthwise/BatchNorm/gamma, features.4.conv.1.1.weight",
    "MobilenetV2/Conv_1/BatchNorm/moving_mean, features.18.1.running_mean",
    "MobilenetV2/Logits/Conv2d_1c_1x1/weights, classifier.1.weight",
    "FeatureExtractor/MobilenetV2/Conv_1/weights, features.18.0.weight",
    "mobilenetv2_0.35_224/bn_Conv1/gamma, features.0.1.weight",
    "block_1_squeeze.kernel, block_1_squeeze.kernel",
  })
  void mobileNetV2(String keras, String name) {
    assertEquals(name, MobileNetV2Names.graphName(MOBILENET_V2, keras));
  }

  @ParameterizedTest
  @CsvSource({
    "16, block1_conv1.kernel, features.0.weight",
    "16, block5_conv3.bias, features.28.bias",
    "19, block5_conv3.bias, features.32.bias",
    "16, block5_conv4.bias, block5_conv4.bias",
    "16, fc1.kernel, classifier.0.weight",
    "16, predictions.bias, classifier.6.bias",
  })
  void vgg(int depth, String keras, String name) {
    assertEquals(name, VggNames.graphName(Vgg.plain(depth, 224, 1000), keras));
  }

  @ParameterizedTest
  @CsvSource({
    "stem_conv.kernel, conv_stem.weight",
    "block1a_dwconv.depthwise_kernel, blocks.0.0.conv_dw.weight",
    "block1a_project_conv.kernel, blocks.0.0.conv_pw.weight",
    "block2a_se_reduce.kernel, blocks.1.0.se.conv_reduce.weight",
    "block6d_project_bn.gamma, blocks.5.3.bn3.weight",
    "top_bn.beta, bn2.bias",
    "predictions.kernel, classifier.weight",
    "normalization.mean, normalization.mean",
    "block1a_expand_conv.kernel, block1a_expand_conv.kernel",
  })
  void efficientNet(String keras, String name) {
    assertEquals(name, EfficientNetNames.graphName(EFFICIENTNET, keras));
  }

  @ParameterizedTest
  @CsvSource({
    "conv1_conv.kernel, features.conv0.weight",
    "conv1_bn.gamma, features.norm0.weight",
    "conv1/bn.moving_mean, features.norm0.running_mean",
    "conv2_block1_0_bn.gamma, features.denseblock1.denselayer1.norm1.weight",
    "conv2_block1_1_conv.kernel, features.denseblock1.denselayer1.conv1.weight",
    "conv4_block24_1_bn.beta, features.denseblock3.denselayer24.norm2.bias",
    "conv5_block16_2_conv.kernel, features.denseblock4.denselayer16.conv2.weight",
    "pool2_bn.moving_variance, features.transition1.norm.running_var",
    "pool4_conv.kernel, features.transition3.conv.weight",
    "bn.beta, features.norm5.bias",
    "predictions.kernel, classifier.weight",
    "fc1000.bias, classifier.bias",
    "pool5_conv.kernel, pool5_conv.kernel",
  })
  void denseNet(String keras, String name) {
    assertEquals(name, DenseNetNames.graphName(DENSENET, keras));
  }

  /** Whatever the model is called; the layer of one's own has a variable that Keras names. */
  @ParameterizedTest
  @CsvSource({
    "convnext_tiny_stem_conv.kernel, features.0.0.weight",
    "convnext_tiny_stem_layernorm.gamma, features.0.1.weight",
    "convnext_tiny_stage_0_block_0_depthwise_conv.kernel, features.1.0.block.0.weight",
    "convnext_tiny_stage_2_block_8_layernorm.beta, features.5.8.block.2.bias",
    "convnext_tiny_stage_3_block_2_pointwise_conv_1.kernel, features.7.2.block.3.weight",
    "my_stage_net_stage_3_block_2_pointwise_conv_2.bias, features.7.2.block.5.bias",
    "convnext_tiny_stage_1_block_0_layer_scale.gamma, features.3.0.layer_scale",
    "convnext_tiny_stage_1_block_0_layer_scale.Variable, features.3.0.layer_scale",
    "convnext_tiny_downsampling_layernorm_0.gamma, features.2.0.weight",
    "convnext_tiny_downsampling_conv_2.bias, features.6.1.bias",
    "convnext_tiny_head_layernorm.gamma, classifier.0.weight",
    "convnext_tiny_head_dense.kernel, classifier.2.weight",
    "layer_normalization.gamma, layer_normalization.gamma",
    "convnext_tiny_prestem_normalization.mean, convnext_tiny_prestem_normalization.mean",
  })
  void convNeXt(String keras, String name) {
    assertEquals(name, ConvNeXtNames.graphName(CONVNEXT, keras));
  }

  @Test
  void graphsOwnNamesStay() {
    RESNET.parameters().keySet().forEach(n -> assertEquals(n, ResNetNames.graphName(RESNET, n)));
    for (String name : MOBILENET_V1.parameters().keySet()) {
      assertEquals(name, MobileNetV1Names.graphName(MOBILENET_V1, name));
    }
    for (String name : MOBILENET_V2.parameters().keySet()) {
      assertEquals(name, MobileNetV2Names.graphName(MOBILENET_V2, name));
    }
    for (String name : EFFICIENTNET.parameters().keySet()) {
      assertEquals(name, EfficientNetNames.graphName(EFFICIENTNET, name));
    }
    for (String name : DENSENET.parameters().keySet()) {
      assertEquals(name, DenseNetNames.graphName(DENSENET, name));
    }
    for (String name : CONVNEXT.parameters().keySet()) {
      assertEquals(name, ConvNeXtNames.graphName(CONVNEXT, name));
    }
  }

  /** {@code count_params()} of Keras 3.15.1, running statistics included. */
  @Test
  void graphsHaveAsManyNumbersAsKeras() {
    assertEquals(25_636_712, all(RESNET));
    assertEquals(3_538_984, all(MOBILENET_V2));
    assertEquals(8_062_504, all(DENSENET));
    assertEquals(28_589_128, all(CONVNEXT));
    assertEquals(423_018, all(MobileNetV2.of(MobileNetV2.Flavour.KERAS, 0.35, 224, 10)));
    assertEquals(138_357_544, all(Vgg.plain(16, 224, 1000)));
    assertEquals(5_330_564, all(EFFICIENTNET));
  }

  private static long all(Graph graph) {
    return graph.parameters().values().stream().mapToLong(p -> p.shape().size()).sum();
  }

  /** 16 · 0.56 channels are 8.96: torchvision rounds them up to 16, Keras cuts off .96 first. */
  @Test
  void kerasCutsChannelsBeforeItRounds() {
    var torchvision = MobileNetV2.of(MobileNetV2.Flavour.TORCHVISION, 0.56, 64, 10);
    var keras = MobileNetV2.of(MobileNetV2.Flavour.KERAS, 0.56, 64, 10);
    assertEquals(16, torchvision.shape("features.1.conv.2").channels());
    assertEquals(8, keras.shape("features.1.conv.2").channels());
    assertEquals("mobilenet_v2_0.56", torchvision.name());
    assertEquals("mobilenet_v2_0.56_keras", keras.name());
    assertEquals("mobilenet_v2_keras", MOBILENET_V2.name());
    assertEquals("densenet121_keras", DENSENET.name());
  }

  @Test
  void otherDepthsOfKerasAreNamed() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> ResNet.of(ResNet.Flavour.KERAS, 18, 224, 10));
    assertEquals("no ResNet of depth 18; there are [50, 101, 152]", thrown.getMessage());
  }

  @Test
  void everyStageCanBeCut() {
    for (Graph graph : List.of(RESNET, MOBILENET_V2, EFFICIENTNET, DENSENET)) {
      for (Stage stage : graph.stages().subList(0, graph.stages().size() - 1)) {
        Graph rest = graph.after(stage.name());
        assertEquals(graph.until(stage.name()).outputShape(), rest.inputShape());
        assertEquals(Shape.of(1000), rest.outputShape());
      }
    }
  }
}
