package dev.graft.text;

import dev.graft.weights.BoundedJson;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import java.nio.ByteBuffer;

/**
 * Reads a {@code tokenizer.json}, part for part; whatever would change an id is heeded or refused.
 */
final class TokenizerJson {
  private TokenizerJson() {}

  static Parts parts(String name, ByteBuffer bytes) {
    Fields whole = new Fields(BoundedJson.object(name, bytes));
    onTheRight(whole, "truncation");
    onTheRight(whole, "padding");
    Fields model = whole.object("model");
    Vocabulary vocabulary = Vocabulary.of(model.object("vocab"));
    return new Parts(
        RewritingJson.read(Typed.part(whole, "normalizer")),
        SplittingJson.read(Typed.part(whole, "pre_tokenizer"), model),
        vocabulary,
        ModelJson.read(model, vocabulary),
        AddedJson.read(whole, vocabulary),
        FrameJson.read(Typed.part(whole, "post_processor")));
  }

  private static void onTheRight(Fields whole, String key) {
    Typed.part(whole, key)
        .map(part -> part.has("direction") ? part.text("direction") : "Right")
        .filter(direction -> !direction.equals("Right"))
        .ifPresent(
            direction -> {
              throw Typed.refusal(key + " direction " + Excerpt.quoted(direction), "\"Right\"");
            });
  }
}
