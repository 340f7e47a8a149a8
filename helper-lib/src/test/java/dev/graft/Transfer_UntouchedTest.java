package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.graft.data.ImageSet;
import dev.graft.data.TestTime;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import dev.graft.infer.Onnx;
import dev.graft.reference.FormulaWeights;
import dev.graft.reference.Published;
import dev.graft.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a pretrained network says before anybody teaches it: the words of ImageNet. */
class Transfer_UntouchedTest {
  private static final ImageSet IMAGES = Garden.IMAGES.validation();
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "ladybird", List.of("ladybug"),
          "beetle", List.of("ground beetle", "dung beetle"),
          "butterfly", List.of("monarch"),
          "spider", List.of("garden spider"),
          "wasp", List.of("no such word, and nobody asks"));

  @TempDir Path folder;

  private TransferModel untouched() {
    Backbone small = Garden.backbone("MXNet");
    Path file = folder.resolve("whole.safetensors");
    Safetensors.write(file, FormulaWeights.of(small.graph()), Map.of());
    return small.load(file);
  }

  /** Positions read off torchvision's list of categories. */
  @Test
  void classesAreTheWordsOfImageNet() {
    try (TransferModel model = untouched()) {
      List<String> classes = model.classes();
      assertEquals(1000, classes.size());
      assertEquals("tench", classes.get(0));
      assertEquals("ladybug", classes.get(301));
      assertEquals("bee", classes.get(309));
      assertEquals("ant", classes.get(310));
      assertEquals("monarch", classes.get(323));
      assertEquals("toilet tissue", classes.get(999));
      assertEquals(List.of("crane bird", "crane"), List.of(classes.get(134), classes.get(517)));
      assertEquals(List.of("maillot", "tank suit"), classes.subList(638, 640));
      assertEquals("Cardigan Welsh corgi", classes.get(264));
      assertEquals(1000, classes.stream().map(w -> w.toLowerCase(Locale.ROOT)).distinct().count());
      assertTrue(classes.stream().noneMatch(w -> w.isBlank() || w.contains(",")));
    }
  }

  @Test
  void aNewHeadHasItsOwn() {
    try (TransferModel model = untouched()) {
      replaceHead(model, Garden.head());
      assertEquals(Garden.IMAGES.classes(), model.classes());
    }
  }

  @Test
  void savedAndExportedItKeepsThem() throws IOException {
    Path onnx = folder.resolve("model.onnx");
    try (TransferModel model = untouched()) {
      model.save(folder.resolve("saved"));
      model.exportOnnx(onnx, Onnx.logits());
      try (TransferModel loaded = TransferModel.load(folder.resolve("saved"))) {
        assertEquals(model.classes(), loaded.classes());
        assertEquals(predict(model, IMAGES), predict(loaded, IMAGES));
      }
    }
    String classes =
        ModelProto.parseFrom(Files.readAllBytes(onnx)).getMetadataPropsList().stream()
            .collect(
                Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue))
            .get("classes");
    assertTrue(classes.startsWith("[\"tench\",\"goldfish\","), classes);
  }

  @Test
  void itIsReadForOurClassesAlone() {
    try (TransferModel model = untouched()) {
      Evaluation read = evaluate(model, IMAGES, WORDS);
      assertEquals(IMAGES.classes(), read.classes());
      for (Prediction whole : predict(model, IMAGES)) {
        double beetle = whole.probability("ground beetle") + whole.probability("dung beetle");
        double all =
            beetle
                + List.of("ant", "bee", "ladybug", "monarch", "garden spider").stream()
                    .mapToDouble(whole::probability)
                    .sum();
        Prediction ours = read.predictions().get(whole.index());
        assertEquals(beetle / all, ours.probability("beetle"), 1e-6);
        assertEquals(whole.probability("ant") / all, ours.probability("ant"), 1e-6);
        assertEquals(IMAGES.classes().get(IMAGES.label(whole.index())), ours.label());
      }
    }
  }

  @Test
  void wordsThatCannotStandForAClassAreRefused() {
    try (TransferModel model = untouched()) {
      assertRefused(
          "the model has no class \"beetle\", which is to stand for \"beetle\"; it has tench,",
          () -> evaluate(model, IMAGES, Map.of()));
      assertRefused(
          "\"bee\" is to stand for \"ant\" and for \"bee\", must be for one",
          () -> evaluate(model, IMAGES, Map.of("ant", List.of("bee"))));
      assertRefused(
          "no word stands for \"ant\"; name one or more of the model's classes",
          () -> evaluate(model, IMAGES, Map.of("ant", List.of())));
      assertRefused(
          "the images are of [ant, bee, beetle, butterfly, ladybird, spider], the head is of 1000"
              + " classes, without [beetle, butterfly, ladybird, spider]",
          () -> evaluate(model, IMAGES));
      assertRefused("the images are of", () -> evaluate(model, IMAGES, TestTime.flip()));
    }
    try (TransferModel model = Garden.backbone("MXNet").untrained(1)) {
      assertRefused("this model has no head yet", () -> evaluate(model, IMAGES, WORDS));
    }
  }

  private static void assertRefused(String message, Executable call) {
    String said = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(said.startsWith(message), said);
  }

  /** 148 of 153: nobody ever told it that there are ants and bees only. */
  @Test
  void theUntouchedHeadKnowsAntsFromBees() {
    Backbone.EFFICIENTNET_LITE0.weights(Published.lite0File());
    ImageSet photos = ImageSet.splits(Published.antsAndBees()).validation();
    var words = Map.of("ants", List.of("ant"), "bees", List.of("bee"));
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.load(Published.lite0File())) {
      assertEquals(148 / 153.0, evaluate(model, photos, words).accuracy(), 1e-9);
      var one = predict(model, photos).get(3).among(List.of("ant", "bee"));
      assertEquals("ant", one.predicted());
    }
  }
}
