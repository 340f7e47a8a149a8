package dev.graft.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.graft.weights.BoundedJson;
import dev.graft.weights.WeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * What a request asks about: the bytes of one photo, or texts.
 *
 * @param photo bytes of an image file; empty where texts are asked about
 * @param texts one or more; empty where a photo is
 * @param one whether a single text was asked about, and not a list
 */
record Body(byte[] photo, List<String> texts, boolean one) {
  private static final int MOST_TEXTS = 256;

  static Body of(HttpExchange exchange, Limits limits) throws IOException {
    byte[] bytes = bytes(exchange, limits.bytes());
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String kind = type == null ? "" : type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    if (kind.equals("application/json")) {
      return json(bytes);
    }
    if (kind.startsWith("text/")) {
      return new Body(new byte[0], List.of(utf8(bytes)), true);
    }
    if (kind.startsWith("multipart/")) {
      throw new Refusal(
          Refusal.BAD,
          "forms are not read: send the photo itself, as curl --data-binary @photo.jpg");
    }
    return new Body(bytes, List.of(), true);
  }

  private static byte[] bytes(HttpExchange exchange, int most) throws IOException {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    boolean longer = length != null && (length.length() > 10 || Long.parseLong(length) > most);
    byte[] bytes = longer ? new byte[0] : exchange.getRequestBody().readNBytes(most + 1);
    if (longer || bytes.length > most) {
      throw new Refusal(Refusal.TOO_LARGE, "a request has at most " + most + " bytes");
    }
    if (bytes.length == 0) {
      throw new Refusal(Refusal.BAD, "the request is empty: send a photo, or JSON with a text");
    }
    return bytes;
  }

  private static Body json(byte[] bytes) {
    JsonNode json;
    try {
      json = BoundedJson.object("request", ByteBuffer.wrap(bytes));
    } catch (WeightsException e) {
      throw new Refusal(Refusal.BAD, e.getMessage());
    }
    if (json.path("image").isTextual()) {
      try {
        return new Body(Base64.getDecoder().decode(json.get("image").asText()), List.of(), true);
      } catch (IllegalArgumentException e) {
        throw new Refusal(Refusal.BAD, "image is no base64: " + e.getMessage());
      }
    }
    if (json.path("text").isTextual()) {
      return new Body(new byte[0], List.of(json.get("text").asText()), true);
    }
    JsonNode texts = json.path("texts");
    boolean right = texts.isArray() && !texts.isEmpty() && texts.size() <= MOST_TEXTS;
    if (!right || !all(texts)) {
      throw new Refusal(
          Refusal.BAD,
          "the object must have \"text\", \"texts\" (1 to "
              + MOST_TEXTS
              + ") or \"image\" (base64)");
    }
    List<String> all =
        StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText).toList();
    return new Body(new byte[0], all, false);
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(Refusal.BAD, "the text is not UTF-8");
    }
  }

  private static boolean all(JsonNode texts) {
    return StreamSupport.stream(texts.spliterator(), false).allMatch(JsonNode::isTextual);
  }
}
