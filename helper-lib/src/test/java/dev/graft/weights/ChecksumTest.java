package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {
  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final String MD5 = "0123456789abcdef".repeat(2);

  @TempDir Path folder;

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

  @Test
  void noHashHasNoDigits() {
    assertEquals(
        "hash is \"abc\", must be empty where none is published",
        assertThrows(IllegalArgumentException.class, () -> new Checksum(Checksum.Kind.NONE, "abc"))
            .getMessage());
  }

  @Test
  void namesItsHash() {
    assertEquals("sha256", Checksum.sha256(SHA).title());
    assertEquals("md5", Checksum.md5(MD5).title());
    assertEquals("sha256", Checksum.none().title());
  }

  /** The examples of FIPS 180-2 and RFC 1321. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855,"
            + " d41d8cd98f00b204e9800998ecf8427e",
        "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad,"
            + " 900150983cd24fb0d6963f7d28e17f72"
      })
  void hashesAFileAsItsPublisherDid(String text, String sha256, String md5) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), text);
    assertEquals(sha256, Checksum.sha256(SHA).of(file));
    assertEquals(md5, Checksum.md5(MD5).of(file));
    assertEquals(sha256, Checksum.none().of(file));
  }

  /** A million times the letter a, the third example of FIPS 180-2: more than one block. */
  @Test
  void copiesAllThatItHashes() throws IOException {
    byte[] million = "a".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
    var copy = new ByteArrayOutputStream();
    assertEquals(
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        Checksum.none().copy(new ByteArrayInputStream(million), copy, 1_000_000));
    assertArrayEquals(million, copy.toByteArray());
  }

  @Test
  void copiesUpToItsLimitAndNotAByteMore() throws IOException {
    var copy = new ByteArrayOutputStream();
    Checksum.none().copy(new ByteArrayInputStream(new byte[] {1, 2, 3}), copy, 3);
    assertArrayEquals(new byte[] {1, 2, 3}, copy.toByteArray());
    var refused = new ByteArrayOutputStream();
    var failure =
        assertThrows(
            IOException.class,
            () -> Checksum.none().copy(new ByteArrayInputStream(new byte[] {1, 2, 3}), refused, 2));
    assertEquals("it has more than 2 bytes", failure.getMessage());
    assertEquals(0, refused.size());
  }

  /** Only −1 ends a stream; one that is not ready may give nothing for once. */
  @Test
  void aReadOfNothingIsNotTheEnd() throws IOException {
    Iterator<String> reads = List.of("a", "", "bc").iterator();
    var slow =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("read by blocks");
          }

          @Override
          public int read(byte[] block, int offset, int length) {
            if (!reads.hasNext()) {
              return -1;
            }
            byte[] next = reads.next().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(next, 0, block, offset, next.length);
            return next.length;
          }
        };
    assertEquals(
        "900150983cd24fb0d6963f7d28e17f72",
        Checksum.md5(MD5).copy(slow, OutputStream.nullOutputStream(), 3));
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
