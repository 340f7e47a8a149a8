package dev.graft.text;

import dev.graft.weights.BoundedFile;
import dev.graft.weights.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A file of a tokenizer: the one place where one is opened, and where its refusal gets its name.
 *
 * @param name of the file, for messages
 * @param bytes of it
 */
record TokenizerFile(String name, ByteBuffer bytes) {
  static final int MOST_BYTES = 16 << 20;

  /** What is made of a file's name and bytes. */
  interface Reading<T> {
    T of(String name, ByteBuffer bytes);
  }

  static TokenizerFile of(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      return new TokenizerFile(name, BoundedFile.read(file, MOST_BYTES));
    } catch (WeightsException e) {
      throw named(name, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  <T> T read(Reading<T> reading) {
    try {
      return reading.of(name, bytes.asReadOnlyBuffer());
    } catch (WeightsException | TokenizerException e) {
      throw named(name, e);
    }
  }

  private static TokenizerException named(String name, RuntimeException e) {
    String said = e.getMessage();
    boolean named = said.startsWith(name + " ");
    String joint = said.startsWith("has ") ? " " : ": ";
    return new TokenizerException(named ? said : name + joint + said, e);
  }
}
