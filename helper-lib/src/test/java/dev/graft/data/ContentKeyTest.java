package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ContentKeyTest {
  @Test
  void whereAPartEndsMatters() {
    assertNotEquals(ContentKey.of("ab", "c"), ContentKey.of("a", "bc"));
    assertNotEquals(ContentKey.of("abc"), ContentKey.of("abc", ""));
  }

  /** Four bytes of length before the bytes of each part, as users' caches have it. */
  @Test
  void isASha256OfLengthsAndBytes() throws NoSuchAlgorithmException {
    byte[] text = "\0\0\0\2\u00e9\0\0\0\1x".getBytes(StandardCharsets.UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
    ContentKey key = ContentKey.of("\u00e9", "x");
    String hex = "%016x%016x%016x%016x".formatted(key.a(), key.b(), key.c(), key.d());
    assertEquals(HexFormat.of().formatHex(hash), hex);
  }
}
