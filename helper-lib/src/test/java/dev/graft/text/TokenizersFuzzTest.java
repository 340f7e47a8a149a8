package dev.graft.text;

import dev.graft.weights.Fuzz;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged tokenizers are read, and then read a text, or are refused with a reason. */
class TokenizersFuzzTest {
  private static final String TEXT = "A gentle, [MASK] film: Ünï 中文 it's 12 </s>  \t<mask>";

  @TempDir Path folder;

  private interface Reader {
    Tokenizer read(Path file);
  }

  private String refusal(byte[] mutant, Reader reader) throws Exception {
    Path file = Files.write(folder.resolve("tokenizer.json"), mutant);
    try {
      reader.read(file).encode(TEXT, 64);
      return "";
    } catch (TokenizerException e) {
      return e.getMessage();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"uncased", "cased", "roberta", "gpt2"})
  void tokenizers(String name) throws Exception {
    byte[] file = Recorded.bytes(name + ".json");
    Fuzz.of("tokenizer, " + name, file, mutant -> refusal(mutant, Tokenizer::read));
  }

  @Test
  void vocabularies() throws Exception {
    byte[] file = String.join("\n", Vocabularies.tokens()).getBytes(StandardCharsets.UTF_8);
    Fuzz.of("vocabulary", file, mutant -> refusal(mutant, Tokenizer::uncased));
  }

  @Test
  void merges() throws Exception {
    Path vocabulary = Vocabularies.json(folder.resolve("vocab.json"));
    byte[] file = Vocabularies.merges().getBytes(StandardCharsets.UTF_8);
    Fuzz.of(
        "merges", file, mutant -> refusal(mutant, merges -> Tokenizer.roberta(vocabulary, merges)));
  }
}
