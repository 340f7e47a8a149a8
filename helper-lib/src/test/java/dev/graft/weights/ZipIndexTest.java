package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Archives whose entries have what other writers put beside them. */
class ZipIndexTest {
  private static ZipEntry stored(String name, byte[] content) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    var crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    return entry;
  }

  /** Each with bytes of its own kind and a comment; the directory goes on behind both. */
  @Test
  void readsEntriesWithExtrasAndComments() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (String name : List.of("one", "two", "three")) {
        byte[] content = ("in " + name).getBytes(StandardCharsets.US_ASCII);
        ZipEntry entry = stored(name, content);
        entry.setExtra(new byte[] {(byte) 0xfe, (byte) 0xca, 3, 0, 1, 2, 3});
        entry.setComment("about " + name);
        zip.putNextEntry(entry);
        zip.write(content);
      }
      zip.setComment("about all");
    }
    ByteBuffer file = Fixture.mapped(out.toByteArray());
    ZipIndex index = ZipIndex.of(file);
    assertEquals(List.of("one", "two", "three"), List.copyOf(index.names()));
    for (String name : index.names()) {
      ByteBuffer bytes = index.bytes(name);
      assertEquals("in " + name, StandardCharsets.US_ASCII.decode(bytes).toString());
      assertEquals(3 + name.length(), index.size(name));
    }
    assertEquals(-1, index.size("four"));
  }

  /** The end record alone, 22 bytes: what zip writes of nothing. */
  @Test
  void anArchiveOfNothingHasNoNames() {
    assertEquals(Set.of(), ZipIndex.of(end(22, 0, 0, 0)).names());
  }

  /** A comment's length has two bytes. */
  @Test
  void theLongestCommentIsReadOver() {
    assertEquals(Set.of(), ZipIndex.of(end(22 + 65_535, 0, 0, 0)).names());
    assertNoDirectory(end(22 + 65_536, 0, 0, 0));
  }

  /** One entry, said to begin at byte 5, where no signature is. */
  @Test
  void aDamagedDirectoryIsNamedWhereItIs() {
    ByteBuffer file = end(40, 18, 1, 5);
    assertEquals(
        "zip directory is damaged at byte 5",
        assertThrows(WeightsException.class, () -> ZipIndex.of(file)).getMessage());
  }

  /** APPNOTE 4.3.16: signature, at 10 how many entries there are, at 16 where the first begins. */
  private static ByteBuffer end(int size, int at, int count, int first) {
    return Fixture.mapped(new byte[size])
        .putInt(at, 0x06054b50)
        .putShort(at + 10, (short) count)
        .putInt(at + 16, first);
  }

  @Test
  void noDirectoryIsNamed() {
    assertNoDirectory(Fixture.mapped(new byte[40]));
  }

  private static void assertNoDirectory(ByteBuffer file) {
    assertEquals(
        "zip has no directory at its end; file truncated",
        assertThrows(WeightsException.class, () -> ZipIndex.of(file)).getMessage());
  }
}
