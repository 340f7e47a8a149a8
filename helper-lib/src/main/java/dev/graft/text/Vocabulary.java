package dev.graft.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.weights.BoundedJson;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Tokens and their ids, no id twice.
 *
 * @param ids by token
 * @param letters UTF-16 units of all tokens together
 */
record Vocabulary(Map<String, Integer> ids, int letters) {
  static final int HIGHEST_ID = 9_999_999;

  /** BERT has 119,547 for a hundred languages. */
  static final int MOST = 150_000;

  /** Reads {@code {"[PAD]": 0, …}}. */
  static Vocabulary of(Fields vocab) {
    if (vocab.json().size() > MOST) {
      throw refusal(vocab.json().size());
    }
    Map<String, Integer> ids = new HashMap<>(2 * vocab.json().size());
    BitSet taken = new BitSet();
    int letters = 0;
    for (Map.Entry<String, JsonNode> entry : vocab.json().properties()) {
      String token = entry.getKey();
      int id = vocab.whole(token, 0, HIGHEST_ID);
      if (taken.get(id)) {
        throw new TokenizerException(
            "id " + id + " is given a second time, to " + Excerpt.quoted(token));
      }
      taken.set(id);
      ids.put(token, id);
      letters += token.length();
    }
    return new Vocabulary(ids, letters);
  }

  /** Reads a file of nothing else. */
  static Vocabulary json(String name, ByteBuffer bytes) {
    return of(new Fields(BoundedJson.object(name, bytes)));
  }

  /** Reads a token a line. */
  static Vocabulary lines(String name, ByteBuffer bytes) {
    Map<String, Integer> ids = new HashMap<>();
    int letters = 0;
    for (String token : (Iterable<String>) text(name, bytes).lines()::iterator) {
      int id = ids.size();
      Integer before = ids.put(token, id);
      if (before != null) {
        throw new TokenizerException(
            name
                + " has "
                + Excerpt.quoted(token)
                + " on lines "
                + (before + 1)
                + " and "
                + (id + 1));
      }
      letters += token.length();
    }
    if (ids.size() > MOST) {
      throw refusal(ids.size());
    }
    return new Vocabulary(ids, letters);
  }

  private static TokenizerException refusal(int size) {
    return new TokenizerException("vocabulary has " + size + " tokens, must have at most " + MOST);
  }

  static String text(String name, ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new TokenizerException(name + " is not UTF-8", e);
    }
  }

  /** The id of a token that has to be there. */
  int id(String token, String what) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new TokenizerException(
          what + " " + Excerpt.quoted(token) + " is not in the vocabulary");
    }
    return id;
  }
}
