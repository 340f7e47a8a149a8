package dev.graft.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code record_tokens.py} recorded with tokenizers 0.23.3.
 *
 * @param eight the ids where the longest is eight
 */
record Recorded(String tokenizer, String text, int[] ids, int[] eight) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Recorded> texts() {
    return lines("texts.jsonl").map(Recorded::of).toList();
  }

  private static Recorded of(String line) {
    try {
      return JSON.readValue(line, Recorded.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of a table, in cells. */
  static List<String[]> table(String name) {
    return lines(name).map(line -> line.split("\t")).toList();
  }

  private static Stream<String> lines(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8).lines();
  }

  static byte[] bytes(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path file(String name) {
    return Path.of("src/test/resources/dev/graft/text", name);
  }

  static String joined(int[] ids) {
    return Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }

  /** The SHA-256 of lines, each with its end. */
  static String sum(Stream<String> lines) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      lines.forEach(line -> sha256.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return tokenizer + ": " + text;
  }
}
