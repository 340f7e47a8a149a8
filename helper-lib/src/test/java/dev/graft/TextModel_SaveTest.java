package dev.graft;

import static dev.graft.Transfer.calibrate;
import static dev.graft.Transfer.decide;
import static dev.graft.Transfer.estimate;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.predict;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.tag;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.djl.ModelException;
import ai.djl.modality.Classifications;
import ai.djl.repository.zoo.Criteria;
import ai.djl.translate.TranslateException;
import dev.graft.data.Numbers;
import dev.graft.data.SampleTexts;
import dev.graft.data.Tags;
import dev.graft.data.TextNumberSet;
import dev.graft.data.TextSet;
import dev.graft.data.TextTagSet;
import dev.graft.train.FineTune;
import dev.graft.zoo.SavedTranslatorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MiniLM as it is published learns notes, is saved, and reads on from where it was loaded. */
class TextModel_SaveTest {
  private static final TextSet NOTES = SampleTexts.notes(60, 1);
  private static final TextSet OTHERS = SampleTexts.notes(60, 2);

  @TempDir private Path folder;

  private static TransferModel published() {
    try {
      return Backbone.MINILM_L6.load();
    } catch (RuntimeException e) {
      return abort("MiniLM is not on this machine: " + e.getMessage());
    }
  }

  private Path saved() {
    Path target = folder.resolve("reader");
    try (TransferModel model = published()) {
      replaceHead(model, Head.classifier(NOTES.classes()));
      freeze(model);
      fineTune(model, NOTES, OTHERS, FineTune.epochs(20).learningRate(1e-2).seed(1));
      assertTrue(evaluate(model, OTHERS).accuracy() > 0.8, "knows words that it never saw");
      calibrate(model, NOTES, OTHERS, 0.9);
      model.save(target);
      try (TransferModel again = TransferModel.load(target)) {
        assertEquals(predict(model, OTHERS.text(0)), predict(again, OTHERS.text(0)));
        assertTrue(predict(again, OTHERS.text(0)).verdict().isPresent());
        assertEquals(model.textContract(), again.textContract());
        assertEquals(model.weights().sha256(), again.weights().sha256());
        assertEquals(model.frozen(), again.frozen());
        for (int i = 0; i < 3; i++) {
          assertEquals(
              predict(model, OTHERS.text(i)).probabilities(),
              predict(again, OTHERS.text(i)).probabilities());
        }
      }
    }
    return target;
  }

  /** A head of tags with its thresholds, and one of numbers with its scale. */
  @Test
  void tagsAndNumbersAreSavedToo() {
    int count = NOTES.size();
    boolean[][] rows = new boolean[count][2];
    float[][] lengths = new float[count][1];
    for (int i = 0; i < count; i++) {
      rows[i][NOTES.label(i) % 2] = true;
      lengths[i][0] = NOTES.text(i).length();
    }
    var tags = TextTagSet.of(NOTES, new Tags(List.of("even", "odd"), rows));
    var lengthy = TextNumberSet.of(NOTES, new Numbers(List.of("length"), lengths));
    try (TransferModel model = published()) {
      freeze(model);
      replaceHead(model, Head.multiLabel(tags.tags().names()));
      fineTune(model, tags, tags, FineTune.epochs(1));
      decide(model, Map.of("odd", 0.3));
      model.save(folder.resolve("tags"));
      try (TransferModel again = TransferModel.load(folder.resolve("tags"))) {
        assertEquals(tag(model, OTHERS.text(0)), tag(again, OTHERS.text(0)));
        assertEquals(evaluate(model, tags).toString(), evaluate(again, tags).toString());
      }
      replaceHead(model, Head.regressor(lengthy.numbers()));
      fineTune(model, lengthy, lengthy, FineTune.epochs(1));
      model.save(folder.resolve("numbers"));
      try (TransferModel again = TransferModel.load(folder.resolve("numbers"))) {
        assertEquals(estimate(model, OTHERS.text(0)), estimate(again, OTHERS.text(0)));
      }
    }
  }

  @Test
  void whatWasSavedReadsAsBeforeAndAnotherTokenizerIsNamed() throws IOException {
    Path target = saved();
    throughDjl(target);
    Path tokenizer = target.resolve("tokenizer.json");
    String text = Files.readString(tokenizer);
    Files.writeString(tokenizer, text.replaceFirst("\"film\":", "\"flim\":"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> TransferModel.load(target)).getMessage();
    assertTrue(message.contains("tokenizer.json has sha256"), message);
    Files.delete(tokenizer);
    String missing =
        assertThrows(IllegalArgumentException.class, () -> TransferModel.load(target)).getMessage();
    assertTrue(missing.contains("tokenizer.json is missing or not readable"), missing);
  }

  /** DJL's own door says the same of a text. */
  private static void throughDjl(Path target) throws IOException {
    var criteria =
        Criteria.builder().setTypes(String.class, Classifications.class).optModelPath(target);
    try (TransferModel model = TransferModel.load(target);
        var zoo = criteria.optTranslatorFactory(new SavedTranslatorFactory()).build().loadModel();
        var predictor = zoo.newPredictor()) {
      for (int i = 0; i < 3; i++) {
        var expected = predict(model, OTHERS.text(i));
        Classifications said = predictor.predict(OTHERS.text(i));
        for (String name : expected.classes()) {
          assertEquals(expected.probability(name), said.get(name).getProbability(), 1e-4);
        }
      }
    } catch (ModelException | TranslateException e) {
      throw new AssertionError(e);
    }
  }

  /** The ids are Hugging Face's, and what is behind the vocabulary is another model's. */
  @Test
  void aTokenizerOfAnotherModelIsRefused() throws IOException {
    Path weights;
    try {
      weights = Backbone.MINILM_L6.file();
    } catch (RuntimeException e) {
      weights = abort("MiniLM is not on this machine: " + e.getMessage());
    }
    Path vocabulary = folder.resolve("vocab.txt");
    StringBuilder tokens = new StringBuilder("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n");
    for (int i = 5; i < 30_600; i++) {
      tokens.append('w').append(i).append('\n');
    }
    Files.writeString(vocabulary, tokens);
    var other = dev.graft.text.Tokenizer.uncased(vocabulary);
    Path file = weights;
    assertEquals(
        "the tokenizer gives ids up to 30599, minilm_l6 knows those below 30522; it is another"
            + " model's",
        assertThrows(IllegalArgumentException.class, () -> Backbone.MINILM_L6.load(file, other))
            .getMessage());
  }
}
