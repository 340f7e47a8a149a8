package dev.graft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells DJL's {@code Criteria} how to open a saved model, in the file that they look for in its
 * folder. Graft itself never reads it: it says nothing that {@code model.json} does not.
 */
final class ServingFile {
  static final String NAME = "serving.properties";
  private static final String TEXT =
      String.join(
          "\n",
          "blockFactory=dev.graft.zoo.SavedBlockFactory",
          "translatorFactory=dev.graft.zoo.SavedTranslatorFactory",
          "option.hasParameter=false",
          "");

  private ServingFile() {}

  /** Gives the file's text; empty where a model answers with no class, or DJL cannot run it. */
  static Optional<String> of(ModelState state) {
    boolean classes =
        state
            .head()
            .map(Head::output)
            .filter(o -> o == Head.Output.SOFTMAX || o == Head.Output.BINARY)
            .isPresent();
    if (!classes || state.opaque().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(TEXT);
  }

  /** Removes what an earlier model left here, but no file that somebody else wrote. */
  static void remove(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (Files.isRegularFile(file)
        && Files.size(file) == TEXT.length()
        && Files.readString(file).equals(TEXT)) {
      Files.delete(file);
    }
  }
}
