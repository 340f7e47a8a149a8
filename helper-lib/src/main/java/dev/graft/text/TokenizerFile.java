package dev.graft.text;

import dev.graft.weights.BoundedFile;
import dev.graft.weights.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The one place where a tokenizer's file is opened, and where its refusal gets the file's name. */
final class TokenizerFile {
  static final int MOST_BYTES = 16 << 20;

  private TokenizerFile() {}

  /** What is made of a file's name and bytes. */
  interface Reading<T> {
    T of(String name, ByteBuffer bytes);
  }

  static <T> T read(Path file, Reading<T> reading) {
    String name = String.valueOf(file.getFileName());
    try {
      return reading.of(name, BoundedFile.read(file, MOST_BYTES));
    } catch (WeightsException | TokenizerException e) {
      String said = e.getMessage();
      boolean named = said.startsWith(name + " ");
      String joint = said.startsWith("has ") ? " " : ": ";
      throw new TokenizerException(named ? said : name + joint + said, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
