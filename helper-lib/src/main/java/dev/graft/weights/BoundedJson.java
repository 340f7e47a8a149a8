package dev.graft.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
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
 * Reads a JSON object out of a weight file. Three bytes of JSON may cost a hundred of heap, so its
 * tokens are counted before a tree is made of them.
 */
final class BoundedJson {
  /** Bytes: room for fifty thousand tensors' worth. */
  static final int LONGEST = 16 << 20;

  static final int MOST_TOKENS = 1_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private BoundedJson() {}

  /** Parses all bytes; errors begin with {@code what}. */
  static JsonNode object(String what, ByteBuffer bytes) {
    if (bytes.remaining() > LONGEST) {
      throw new WeightsException(
          what + " is " + bytes.remaining() + " bytes, must be at most " + LONGEST);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
      count(what, text);
      JsonNode root = JSON.readTree(text);
      if (root.isObject()) {
        return root;
      }
      throw new WeightsException(what + " is no JSON object");
    } catch (JsonProcessingException e) {
      throw new WeightsException(what + " is no JSON: " + Excerpt.of(e.getOriginalMessage()), e);
    } catch (CharacterCodingException e) {
      throw new WeightsException(what + " is not UTF-8", e);
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
