package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.InputContract;
import dev.graft.weights.Checksum;
import dev.graft.weights.WeightFile;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published weights, as the tables state them. */
class WeightTableTest {

  private static WeightSet set(String backbone, String name) {
    return WeightTable.of(backbone).stream()
        .filter(set -> set.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aLineIsAWeightSet() {
    InputContract seen =
        new InputContract(
            224,
            224,
            InputContract.Order.RGB,
            List.of(123.675f, 116.28f, 103.53f),
            List.of(58.395f, 57.12f, 57.375f),
            224.0 / 232,
            InputContract.Interpolation.BILINEAR);
    assertEquals(
        new WeightSet(
            "torchvision-v2",
            "torchvision",
            Optional.of(
                WeightFile.at(
                    "resnet50-11ad3fa6.pth",
                    Checksum.sha256("11ad3fa6"),
                    URI.create("https://download.pytorch.org/models/resnet50-11ad3fa6.pth"))),
            "BSD-3-Clause",
            OptionalDouble.of(80.858),
            seen),
        set("resnet50", "torchvision-v2"));
  }

  /** Law 5: the same network wants to see other things with other weights. */
  @ParameterizedTest
  @CsvSource({
    "vgg16, keras, 'BGR, 224 × 224 pixels; each value x becomes (x − [103.939, 116.779, 123.68]) / 1;"
        + " the centre 87.5 % of the photo, resized bilinear', md5, 71.3",
    "vgg16, torchvision-v1, 'RGB, 224 × 224 pixels; each value x becomes (x − [123.675, 116.28,"
        + " 103.53]) / [58.395, 57.12, 57.375]; the centre 87.5 % of the photo, resized bilinear',"
        + " sha256 (first 8 digits), 71.592",
    "xception, keras, 'RGB, 299 × 299 pixels; each value x becomes (x − 127.5) / 127.5; the centre"
        + " 87.5 % of the photo, resized bilinear', md5, 79.0",
    "inception_v3, torchvision-v1, 'RGB, 299 × 299 pixels; each value x becomes (x − 127.5) /"
        + " 127.5; the centre 87.427 % of the photo, resized bilinear', sha256 (first 8 digits), 77.294",
    "mobilenet_v1_0.25, keras, 'RGB, 224 × 224 pixels; each value x becomes (x − 127.5) / 127.5;"
        + " the centre 87.5 % of the photo, resized bilinear', unverified, -1",
    "efficientnet_lite0, package, 'RGB, 224 × 224 pixels; each value x becomes (x − 127) / 128; the"
        + " centre 87.5 % of the photo, resized bilinear', sha256, 75.1",
    "efficientnet_lite0, timm-tf, 'RGB, 224 × 224 pixels; each value x becomes (x − 127.5) / 127.5;"
        + " the centre 87.5 % of the photo, resized bicubic', unverified, -1",
    "vit_b_16, torchvision-v1, 'RGB, 224 × 224 pixels; each value x becomes (x − [123.675, 116.28,"
        + " 103.53]) / [58.395, 57.12, 57.375]; the centre 87.5 % of the photo, resized bilinear',"
        + " sha256 (first 8 digits), 81.072",
    "vit_b_16, timm-augreg, 'RGB, 224 × 224 pixels; each value x becomes (x − 127.5) / 127.5; the"
        + " centre 90 % of the photo, resized bicubic', unverified, -1",
    "dinov2_s_14, meta, 'RGB, 224 × 224 pixels; each value x becomes (x − [123.675, 116.28,"
        + " 103.53]) / [58.395, 57.12, 57.375]; the centre 87.5 % of the photo, resized bicubic',"
        + " unverified, -1",
    "efficientnet_b0, torchvision-v1, 'RGB, 224 × 224 pixels; each value x becomes (x − [123.675,"
        + " 116.28, 103.53]) / [58.395, 57.12, 57.375]; the centre 87.5 % of the photo, resized"
        + " bicubic', sha256 (first 8 digits), 77.692",
  })
  void eachSetStatesItsOwn(
      String backbone, String name, String contract, String hash, double top1) {
    WeightSet set = set(backbone, name);
    assertEquals(contract, set.contract().toString());
    assertEquals(hash, set.file().orElseThrow().checksum().state());
    assertEquals(top1, set.top1().orElse(-1));
  }

  @Test
  void everyLineIsWhole() {
    Map<String, String> urls = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (String publisher : WeightTable.PUBLISHERS) {
      List<WeightTable.Line> lines =
          WeightTable.lines(publisher).map(line -> WeightTable.Line.of(publisher, line)).toList();
      assertTrue(lines.size() > 2, publisher);
      for (WeightTable.Line line : lines) {
        assertTrue(names.add(line.backbone() + ":" + line.set().name()), line.toString());
        boolean own = publisher.equals("huggingface"); // files that users have
        assertEquals(own, line.set().file().isEmpty(), line.toString());
        if (own) {
          continue;
        }
        WeightFile file = line.set().file().orElseThrow();
        assertTrue(file.urls().isEmpty() != file.pythonPackage().isEmpty(), line.toString());
        file.urls().forEach(url -> assertEquals("https", url.getScheme(), line.toString()));
        // the home is one folder: a name must mean one file
        String source = file.urls() + file.pythonPackage();
        assertEquals(source, urls.computeIfAbsent(file.name(), name -> source));
      }
    }
  }

  /** torchvision's convention: the digits before the ending are the first of the SHA-256. */
  @Test
  void torchvisionsHashesAreThoseOfTheirNames() {
    WeightTable.lines("torchvision")
        .map(line -> WeightTable.Line.of("torchvision", line).set().file().orElseThrow())
        .forEach(
            file ->
                assertEquals(
                    file.name().replaceFirst(".*-([0-9a-f]{8})\\.pth", "$1"),
                    file.checksum().digits()));
  }

  @Test
  void everyRowOfTheCatalogueHasItsSets() {
    List<String> without = new ArrayList<>();
    for (Backbone backbone : Backbone.all()) {
      for (WeightSet set : backbone.weightSets()) {
        assertEquals(
            set.contract().height(),
            backbone.weightSet(set.name()).graph().inputShape().get(1),
            backbone.name());
      }
      if (backbone.weightSets().isEmpty()) {
        without.add(backbone.name());
      }
    }
    assertEquals(List.of(), without);
  }

  @Test
  void aBrokenLineIsNamed() {
    assertEquals(
        "keras.csv has 3 cells, needs 16: a,b,c",
        assertThrows(IllegalArgumentException.class, () -> WeightTable.Line.of("keras", "a,b,c"))
            .getMessage());
  }
}
