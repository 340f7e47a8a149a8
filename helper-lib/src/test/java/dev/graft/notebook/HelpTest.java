package dev.graft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelpTest {
  private static final Help HELP = Help.here();

  private static String text(String word) {
    return (String) HELP.of(word).data().get("text/plain");
  }

  private static String html(String word) {
    return (String) HELP.of(word).data().get("text/html");
  }

  @Test
  void aVerbShowsAllItsForms() {
    String text = text("freeze");
    assertTrue(text.startsWith("void freeze(TransferModel model)\n"), text);
    assertTrue(text.contains("\nvoid freeze(TransferModel model, Layers layers)\n"), text);
    assertTrue(
        text.contains(
            "\nFreezes the whole backbone: its parameters, statistics and dropout stay as they are,"
                + " bit for bit. The head goes on learning.\n"),
        text);
    assertTrue(text.contains("\nmodel – changed"), text);
    assertFalse(text.contains("Lets some layers learn"), text);
  }

  @Test
  void errorsAndResultsAreNamed() {
    String text = text("search");
    assertTrue(text.contains("\nreturns – the trials, the best first\n"), text);
    assertTrue(text.contains("\nthrows SearchInterruptedException – when the thread"), text);
  }

  @Test
  void aTypeShowsItselfAndALineAMember() {
    String text = text("Prediction");
    assertTrue(text.startsWith("record Prediction(String image, int index,"), text);
    assertTrue(text.contains("var one = predict(model, Path.of(\"photo.jpg\"));\n"), text);
    assertTrue(text.contains("confidence – its probability, 0…1"), text);
    assertTrue(text.contains("Prediction among(List<String> some) – Reads the same output"), text);
    assertFalse(text.contains("or none is named or one twice"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "Transfer, void freeze(TransferModel model) – Freezes the whole backbone",
    "Transfer, 'Occlusion occlusion(TransferModel model, Path image, String name) – Asks where'",
    "ImageSet, ImageSet join(ImageSet other) – Adds the images of another set",
    "ImageSet, 'ImageSet take(int n, long seed) – Takes some of the images at random'"
  })
  void aTypeShowsWhatItInheritsToo(String type, String line) {
    assertTrue(text(type).contains("\n" + line), text(type));
  }

  @ParameterizedTest
  @CsvSource({
    "Transfer.freeze, void freeze(TransferModel model)",
    "FineTune.stopEarly, FineTune stopEarly(",
    "stopEarly, FineTune stopEarly(",
    "Plots.history, Figure history(History history)",
    "ImageSet.take, 'ImageSet take(int n, long seed)'",
    "History.Epoch, 'record Epoch(int number,'",
    "Backbone.RESNET50, Backbone RESNET50",
    "Head.Activation.RELU, RELU",
    "promises, void promises(",
    "help, void help("
  })
  void whateverACellCanNameIsFound(String word, String signature) {
    assertTrue(text(word).startsWith(signature), text(word));
  }

  @ParameterizedTest
  @CsvSource({
    "frezee, freeze",
    "finetune, fineTune",
    "FineTune.stopearly, FineTune.stopEarly",
    "ImageSet.tak, ImageSet.take",
    "Fine.Tune, FineTune"
  })
  void anUnknownWordListsWhatIsNear(String word, String near) {
    String text = text(word);
    assertTrue(text.startsWith("no \"" + word + "\"; did you mean "), text);
    assertTrue(Arrays.asList(text.split("[ ,?]+")).contains(near), text);
  }

  @Test
  void aVerbIsNearUnderItsOwnNameAlone() {
    assertEquals("no \"freze\"; did you mean freeze?", text("freze"));
  }

  @Test
  void nothingNearPointsToTheList() {
    assertEquals("no \"<script>\"; help() lists the verbs", text("<script>"));
    assertFalse(html("<script>").contains("<script"));
    assertEquals("no \"no such thing\"; help() lists the verbs", text("no such thing"));
  }

  @Test
  void theVerbsAreListedOnce() {
    String text = (String) HELP.verbs().data().get("text/plain");
    for (String verb :
        List.of("freeze", "fineTune", "predict", "occlusion", "show", "parameter", "promises")) {
      long lines = text.lines().filter(line -> line.startsWith(verb + " – ")).count();
      assertEquals(1, lines, verb + " in\n" + text);
    }
    assertTrue(text.contains("freeze – Freezes the whole backbone"), text);
  }

  @Test
  void codeStaysCodeAndNothingIsScript() {
    String html = html("evaluate");
    assertTrue(html.contains("Map&lt;String, List&lt;String&gt;&gt; words"), html);
    assertTrue(html.contains("<pre>"), html);
    assertTrue(html.contains("what <code>Ensemble.average</code> makes"), html);
    assertFalse(html.contains("{@"), html);
  }

  /** Another package in the imports wants another line in the build. */
  @Test
  void whateverACellImportsIsPacked() {
    List<String> packages =
        Imports.LINES.stream()
            .filter(line -> line.startsWith("import dev.graft."))
            .map(line -> line.replaceAll("import |[*]?;", "").replace('.', '/'))
            .toList();
    assertFalse(packages.isEmpty());
    for (String one : packages) {
      assertTrue(
          Sources.packed().files().values().stream().anyMatch(file -> file.startsWith(one)), one);
    }
  }

  /** A page of each type can be made: no comment holds what the reader does not know. */
  @Test
  void everyPublicTypeHasAPage() {
    for (String type : Sources.packed().types()) {
      assertTrue(text(type).contains(type), type);
      assertFalse(html(type).contains("{@"), type);
    }
  }
}
