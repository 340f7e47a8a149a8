package dev.graft;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What ImageNet's 1000 classes are called, read from a file beside this class, whose head names
 * source and licence. Every publisher of the catalogue has them in this order; TF-Slim's first one,
 * the background, is gone when its weights have been read.
 */
final class ImageNetWords {
  private static final String FILE = "catalogue/imagenet-words.txt";

  private ImageNetWords() {}

  /** Names the classes in the order of the logits, no two alike in any case. */
  static List<String> all() {
    return Read.WORDS;
  }

  /** Lets models that need no words begin without reading them. */
  private static final class Read {
    private static final List<String> WORDS =
        text()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.substring(line.indexOf(' ') + 1))
            .toList();

    private static String text() {
      try (InputStream in = ImageNetWords.class.getResourceAsStream(FILE)) {
        if (in == null) {
          throw new IllegalStateException(FILE + " is missing beside " + ImageNetWords.class);
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + FILE, e);
      }
    }
  }
}
