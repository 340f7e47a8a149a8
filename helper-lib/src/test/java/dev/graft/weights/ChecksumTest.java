package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {
  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final String MD5 = "0123456789abcdef".repeat(2);

  @Test
  void readsTheCatalogue() {
    assertEquals(
        List.of("sha256 " + SHA, "sha256 0676ba61…", "md5 " + MD5, "no published hash"),
        List.of(
                "sha256:" + SHA.toUpperCase(java.util.Locale.ROOT),
                "sha256:0676ba61",
                "md5:" + MD5,
                "none")
            .stream()
            .map(Checksum::parse)
            .map(Checksum::toString)
            .toList());
    assertEquals(
        List.of("sha256", "sha256 (first 8 digits)", "md5", "unverified"),
        List.of(
                Checksum.sha256(SHA),
                Checksum.sha256("0676ba61"),
                Checksum.md5(MD5),
                Checksum.none())
            .stream()
            .map(Checksum::state)
            .toList());
  }

  @Test
  void aPrefixAcceptsWhatBeginsWithIt() {
    assertEquals(true, Checksum.sha256("01234567").accepts(SHA));
    assertEquals(false, Checksum.sha256("11234567").accepts(SHA));
    assertEquals(true, Checksum.none().accepts(SHA));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sha256:abc | sha256 is \"abc\", must be 8 to 64 hexadecimal digits",
        "md5:abc | md5 is \"abc\", must be 32 hexadecimal digits",
        "sha1:abc | hash is \"sha1:abc\", must be sha256:DIGITS, md5:DIGITS or none",
        "abc | hash is \"abc\", must be sha256:DIGITS, md5:DIGITS or none",
      })
  void wrongOnesAreNamed(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Checksum.parse(text)).getMessage());
  }
}
