package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenLinesTest {
  private static final String TEXTS = "a film\n\nNaïve [MASK] é\n";

  @TempDir Path folder;
  private Path input;
  private Path tokenizer;

  @BeforeEach
  void write() throws IOException {
    input = Files.writeString(folder.resolve("texts.txt"), TEXTS);
    tokenizer =
        Files.writeString(
            folder.resolve("tokenizer.json"),
            """
            {"added_tokens": [{"id": 3, "content": "[MASK]", "special": true, "normalized": false,
              "single_word": false, "lstrip": false, "rstrip": false}],
             "normalizer": {"type": "BertNormalizer", "clean_text": true, "lowercase": true,
              "handle_chinese_chars": true, "strip_accents": null},
             "pre_tokenizer": {"type": "BertPreTokenizer"},
             "post_processor": {"type": "BertProcessing", "sep": ["]", 2], "cls": ["[", 1]},
             "model": {"type": "WordPiece", "unk_token": "?", "max_input_chars_per_word": 100,
              "continuing_subword_prefix": "##",
              "vocab": {"?": 0, "[": 1, "]": 2, "[MASK]": 3, "a": 4, "film": 5, "na": 6,
               "##ive": 7, "e": 8}}}
            """);
  }

  private Run tokens(String... more) {
    String[] all = {
      "tokens", "--tokenizer", tokenizer.toString(), "--input", input.toString(), "", ""
    };
    System.arraycopy(more, 0, all, 5, more.length);
    return Run.of(java.util.Arrays.copyOf(all, 5 + more.length));
  }

  @Test
  void aLineForEachText() {
    assertEquals(new Run(0, "1 4 5 2\n1 2\n1 6 7 3 8 2\n", ""), tokens());
  }

  @Test
  void whatIsCutIsSaid() {
    assertEquals(
        new Run(0, "1 4 2\n1 2\n1 6 2\n", "2 of 3 texts were cut at 3 ids\n"),
        tokens("--longest", "3"));
  }

  @Test
  void whatIsWrongIsOneLine() throws IOException {
    assertEquals(
        new Run(2, "", "graft: longest is 1, must be at least 2, the ids around a text\n"),
        tokens("--longest", "1"));
    Files.writeString(tokenizer, "{}");
    assertEquals(
        new Run(2, "", "graft: tokenizer.json: model is missing, must be an object\n"), tokens());
    tokenizer = folder.resolve("none.json");
    Run run = tokens();
    assertEquals(2, run.status());
    assertTrue(run.err().contains("none.json"), run.err());
  }

  @Test
  void oneSourceOfTheTokenizerIsNamed() {
    Run unknown = Run.of("tokens", "--backbone", "resnet18", "--input", input.toString());
    assertEquals(
        "graft: no text encoder \"resnet18\"; there are bert_base, distilbert_base, roberta_base,"
            + " distilroberta_base, minilm_l6, bge_small, e5_small\n",
        unknown.err());
    assertEquals(2, Run.of("tokens", "--input", input.toString()).status());
  }
}
