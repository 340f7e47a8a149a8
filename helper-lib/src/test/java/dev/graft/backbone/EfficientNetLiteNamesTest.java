package dev.graft.backbone;

import static dev.graft.backbone.EfficientNetLiteNames.timmName;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EfficientNetLiteNamesTest {
  private final Graph lite0 = EfficientNetLite.lite0(224, 1000);

  @ParameterizedTest
  @CsvSource({
    "_conv_stem.weight, conv_stem.weight",
    "_bn0.running_mean, bn1.running_mean",
    "_blocks.0._depthwise_conv.weight, blocks.0.0.conv_dw.weight",
    "_blocks.0._bn1.bias, blocks.0.0.bn1.bias",
    "_blocks.0._project_conv.weight, blocks.0.0.conv_pw.weight",
    "_blocks.0._bn2.weight, blocks.0.0.bn2.weight",
    "_blocks.1._expand_conv.weight, blocks.1.0.conv_pw.weight",
    "_blocks.2._bn0.weight, blocks.1.1.bn1.weight",
    "_blocks.2._depthwise_conv.weight, blocks.1.1.conv_dw.weight",
    "_blocks.14._project_conv.weight, blocks.5.3.conv_pwl.weight",
    "_blocks.15._bn2.running_var, blocks.6.0.bn3.running_var",
    "_conv_head.weight, conv_head.weight",
    "_bn1.weight, bn2.weight",
    "_fc.bias, classifier.bias",
  })
  void renamesToTimm(String published, String timm) {
    assertEquals(timm, timmName(lite0, published));
  }

  @Test
  void leavesEveryTimmNameAlone() {
    for (String name : lite0.parameters().keySet()) {
      assertEquals(name, timmName(lite0, name));
    }
  }

  @ParameterizedTest
  @CsvSource({"_blocks.16._bn0.weight", "_blocks.0._expand_conv.weight", "_swish.weight", "x"})
  void leavesUnknownNamesAlone(String name) {
    assertEquals(name, timmName(lite0, name));
  }

  @Test
  void countsTheBlocksOfTheGraphAtHand() {
    Graph lite2 = EfficientNetLite.lite2(260, 1000);
    assertEquals("blocks.6.0.bn3.bias", timmName(lite2, "_blocks.20._bn2.bias"));
  }
}
