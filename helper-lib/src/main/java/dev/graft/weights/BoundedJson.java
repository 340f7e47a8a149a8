package dev.graft.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a JSON object that came from outside. Three bytes of JSON may cost a hundred of heap, so
 * its tokens are counted before a tree is made of them; depth, names and numbers are bounded too.
 */
public final class BoundedJson {
  /** Bytes: room for fifty thousand tensors' worth. */
  static final int LONGEST = 16 << 20;

  static final int MOST_TOKENS = 1_000_000;

  private static final int DEEPEST = 200;
  private static final int LONGEST_NAME = 16_384;
  private static final int LONGEST_NUMBER = 400;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNameLength(LONGEST_NAME)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxStringLength(LONGEST)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private BoundedJson() {}

  /**
   * Parses all bytes.
   *
   * @param what errors begin with it, as in {@code model.json}
   * @param bytes of UTF-8, at most 16 MiB and a million tokens
   * @return an object
   * @throws WeightsException when it is too long, too deep, no JSON or no object
   */
  public static JsonNode object(String what, ByteBuffer bytes) {
    if (bytes.remaining() > LONGEST) {
      throw new WeightsException(
          what + " is " + bytes.remaining() + " bytes, must be at most " + LONGEST);
    }
    try {
      return object(what, StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString());
    } catch (CharacterCodingException e) {
      throw new WeightsException(what + " is not UTF-8", e);
    }
  }

  /**
   * Parses a text.
   *
   * @param what errors begin with it
   * @param text at most 16 Mi characters and a million tokens
   * @return an object
   * @throws WeightsException when it is too long, too deep, no JSON or no object
   */
  public static JsonNode object(String what, String text) {
    if (text.length() > LONGEST) {
      throw new WeightsException(
          what + " is " + text.length() + " characters, must be at most " + LONGEST);
    }
    try {
      count(what, text);
      JsonNode root = JSON.readTree(text);
      if (root.isObject()) {
        return root;
      }
      throw new WeightsException(what + " is no JSON object");
    } catch (JsonProcessingException e) {
      throw new WeightsException(what + " is no JSON: " + Excerpt.of(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory is always read", e);
    }
  }

  private static void count(String what, String text) throws IOException {
    try (JsonParser parser = JSON.getFactory().createParser(text)) {
      for (int tokens = 0; parser.nextToken() != null; tokens++) {
        if (tokens == MOST_TOKENS) {
          throw new WeightsException(what + " has over " + MOST_TOKENS + " tokens");
        }
      }
    }
  }
}
