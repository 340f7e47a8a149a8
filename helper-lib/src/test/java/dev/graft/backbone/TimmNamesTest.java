package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single names of timm's; that all names fit is for {@link Timm_ReferenceTest}. */
class TimmNamesTest {

  @ParameterizedTest
  @CsvSource({
    "stem.0.weight, features.0.0.weight",
    "stem.1.bias, features.0.1.bias",
    "stages.0.blocks.0.gamma, features.1.0.layer_scale",
    "stages.0.blocks.2.conv_dw.bias, features.1.2.block.0.bias",
    "stages.2.blocks.8.norm.weight, features.5.8.block.2.weight",
    "stages.3.blocks.1.mlp.fc1.weight, features.7.1.block.3.weight",
    "stages.3.blocks.1.mlp.fc2.bias, features.7.1.block.5.bias",
    "stages.1.downsample.0.weight, features.2.0.weight",
    "stages.3.downsample.1.weight, features.6.1.weight",
    "head.norm.weight, classifier.0.weight",
    "head.fc.bias, classifier.2.bias",
    "stages.0.blocks.0.mlp.grn.weight, stages.0.blocks.0.mlp.grn.weight",
    "norm_pre.weight, norm_pre.weight",
    "features.1.0.block.0.weight, features.1.0.block.0.weight",
  })
  void convNeXt(String timm, String name) {
    assertEquals(name, ConvNeXtNames.graphName(ConvNeXt.tiny(224, 1000), timm));
  }

  @ParameterizedTest
  @CsvSource({
    "conv_stem.weight, features.0.0.weight",
    "bn1.running_var, features.0.1.running_var",
    "blocks.0.0.conv_dw.weight, features.1.conv.0.0.weight",
    "blocks.0.0.conv_pw.weight, features.1.conv.1.weight",
    "blocks.0.0.bn2.bias, features.1.conv.2.bias",
    "blocks.1.0.conv_pw.weight, features.2.conv.0.0.weight",
    "blocks.2.2.bn1.running_mean, features.6.conv.0.1.running_mean",
    "blocks.5.2.conv_dw.weight, features.16.conv.1.0.weight",
    "blocks.6.0.bn3.weight, features.17.conv.3.weight",
    "blocks.6.0.conv_pwl.weight, features.17.conv.2.weight",
    "conv_head.weight, features.18.0.weight",
    "bn2.weight, features.18.1.weight",
    "classifier.bias, classifier.1.bias",
    "blocks.6.1.bn3.weight, blocks.6.1.bn3.weight",
    "blocks.1.0.se.conv_reduce.weight, blocks.1.0.se.conv_reduce.weight",
    "features.2.conv.0.0.weight, features.2.conv.0.0.weight",
  })
  void mobileNetV2(String timm, String name) {
    assertEquals(name, MobileNetV2TimmNames.graphName(MobileNetV2.of(224, 1000), timm));
  }

  @ParameterizedTest
  @CsvSource({
    "features.34.weight, features.34.weight",
    "pre_logits.fc1.weight, classifier.0.weight",
    "pre_logits.fc2.bias, classifier.3.bias",
    "head.fc.weight, classifier.6.weight",
    "classifier.6.weight, classifier.6.weight",
  })
  void vgg(String timm, String name) {
    assertEquals(name, VggNames.graphName(Vgg.plain(19, 224, 1000), timm));
  }
}
