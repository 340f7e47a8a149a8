package dev.graft.text;

import java.util.List;

/** Which files a tokenizer is read from, under the names that they usually have. */
public enum TokenizerKind {
  /** A {@code tokenizer.json}, which says everything. */
  JSON("tokenizer.json"),
  /** The {@code vocab.txt} of a BERT that knows capital letters. */
  CASED("vocab.txt"),
  /** The {@code vocab.txt} of a BERT that knows neither capital letters nor accents. */
  UNCASED("vocab.txt"),
  /** GPT-2's {@code vocab.json} and {@code merges.txt}. */
  GPT2("vocab.json", "merges.txt"),
  /** RoBERTa's {@code vocab.json} and {@code merges.txt}. */
  ROBERTA("vocab.json", "merges.txt");

  private final List<String> files;

  TokenizerKind(String... files) {
    this.files = List.of(files);
  }

  /**
   * Names the files.
   *
   * @return one or two
   */
  public List<String> files() {
    return files;
  }

  /** Reads the parts of a tokenizer. */
  Parts parts(List<TokenizerFile> read) {
    TokenizerFile first = read.get(0);
    return switch (this) {
      case JSON -> first.read(TokenizerJson::parts);
      case CASED -> first.read(Bert::cased);
      case UNCASED -> first.read(Bert::uncased);
      case GPT2 -> ByteLevel.read(first, read.get(1)).gpt2();
      case ROBERTA -> ByteLevel.read(first, read.get(1)).roberta();
    };
  }
}
