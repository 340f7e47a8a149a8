package dev.graft;

import java.util.Optional;

/**
 * Tells DJL's {@code Criteria} how to open a saved model, in the file that they look for in its
 * folder. Graft itself never reads it: it says nothing that {@code model.json} does not.
 */
final class ServingFile {
  static final String NAME = "serving.properties";

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
    return Optional.of(
        String.join(
            "\n",
            "blockFactory=dev.graft.zoo.SavedBlockFactory",
            "translatorFactory=dev.graft.zoo.SavedTranslatorFactory",
            "option.hasParameter=false",
            ""));
  }
}
