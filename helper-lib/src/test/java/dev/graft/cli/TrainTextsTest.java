package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.SampleTexts;
import dev.graft.data.TextSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same commands, with lines of text. */
class TrainTextsTest {
  @TempDir private Path folder;

  private Path table(String name, TextSet texts) throws IOException {
    StringBuilder lines = new StringBuilder("label\ttext\n");
    for (int i = 0; i < texts.size(); i++) {
      lines.append(texts.classes().get(texts.label(i))).append('\t');
      lines.append(texts.text(i)).append('\n');
    }
    return Files.writeString(folder.resolve(name), lines);
  }

  @Test
  void aTableBecomesAModelThatReadsLines() throws IOException {
    TextSet notes = SampleTexts.notes(80, 1);
    Path table = table("train.tsv", notes);
    Path model = folder.resolve("model");
    Run trained =
        Run.of(
            ("train " + table + " --out " + model + " --minutes 2 --epochs 3 --search 2 --gradual")
                .split(" "));
    assertEquals(0, trained.status(), trained.err());
    assertTrue(trained.out().contains("not tried: e5_small"), trained.out());
    assertTrue(trained.out().contains("best head of 2 trials on minilm_l6"), trained.out());
    assertTrue(trained.out().contains("last 4 blocks, gradually, after the "), trained.out());
    assertTrue(Files.readString(model.resolve("report.html")).contains("Which words spoke"));

    String lines = notes.text(0) + "\n\n" + notes.text(1) + "\n";
    Path file = Files.writeString(folder.resolve("lines.txt"), lines);
    Run run = Run.of("predict", model + "", file + "");
    assertEquals(1, run.status());
    List<String> answers = run.out().lines().toList();
    assertEquals(2, answers.size());
    assertTrue(answers.get(0).startsWith(file + ":1\t"), answers.get(0));
    assertTrue(answers.get(1).startsWith(file + ":3\t"), answers.get(1));
    assertTrue(run.err().startsWith("graft: text is not readable: "), run.err());
    Run measured = Run.of("evaluate", model + "", table + "", "--json");
    assertTrue(
        measured.out().startsWith("{\"answer\":\"classes\",\"texts\":80,\"accuracy\":"),
        measured.out());
  }
}
