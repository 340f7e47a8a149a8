package dev.graft.text;

import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the part {@code added_tokens}. The reference numbers them itself, behind the vocabulary; a
 * file that numbers them otherwise is refused.
 */
final class AddedJson {
  private static final int MOST = 10_000;
  private static final int LONGEST = 200;

  private AddedJson() {}

  static List<AddedToken> read(Fields whole, Vocabulary vocabulary) {
    Map<String, Integer> ids = new HashMap<>();
    int free = vocabulary.ids().size();
    List<AddedToken> special = new ArrayList<>();
    List<AddedToken> others = new ArrayList<>();
    for (Fields part : whole.objects("added_tokens", MOST)) {
      AddedToken token = token(part);
      Integer known = ids.getOrDefault(token.content(), vocabulary.ids().get(token.content()));
      int expected = known == null ? free : known;
      if (token.id() != expected) {
        throw new TokenizerException(
            "added token %s has id %s, by the vocabulary it is %s"
                .formatted(Excerpt.quoted(token.content()), token.id(), expected));
      }
      free = Math.max(free, expected + 1);
      ids.put(token.content(), expected);
      (part.truth("special") ? special : others).add(token);
    }
    special.addAll(others);
    return special;
  }

  private static AddedToken token(Fields part) {
    String content = part.text("content");
    if (content.isEmpty() || content.length() > LONGEST || Surrogates.has(content)) {
      throw new TokenizerException(
          "added token is %s, must be of 1 to %s whole characters"
              .formatted(Excerpt.quoted(content), LONGEST));
    }
    return new AddedToken(
        content,
        part.whole("id", 0, Vocabulary.HIGHEST_ID),
        part.truth("single_word"),
        part.truth("lstrip"),
        part.truth("rstrip"),
        part.truth("normalized"));
  }
}
