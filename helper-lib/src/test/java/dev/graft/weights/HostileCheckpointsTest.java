package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checkpoints made to keep a reader busy or to mislead it: each is refused at a low {@link Cost}.
 */
class HostileCheckpointsTest {
  private static final int FLOAT = 1;
  private static final byte PAX = TarConstants.LF_PAX_EXTENDED_HEADER_LC;
  private final Cost cost = new Cost();

  @Test
  void endsBombs() throws Exception {
    byte[] zeros = new byte[40 << 20];
    assertEquals(
        "archive unpacks to over 33554432 bytes; it is packed beyond belief",
        cost.refusal(Mutation.packed(tar("zeros.bin", zeros))));
    int length = 30 << 20;
    String name = length + " path=" + "x".repeat(length - 15) + "\n";
    for (byte type : List.of(PAX, TarConstants.LF_GNUTYPE_LONGNAME)) {
      byte[] tar = tar(type, "x", name.getBytes(StandardCharsets.UTF_8));
      String refusal = cost.refusal(Mutation.packed(tar));
      assertTrue(refusal.startsWith("archive "), refusal);
    }
  }

  @Test
  void countsFiles() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      for (int i = 0; i < 10_001; i++) {
        tar.putArchiveEntry(new TarArchiveEntry("f" + i));
        tar.closeArchiveEntry();
      }
    }
    assertEquals(
        "archive has over 10000 files", cost.refusal(Mutation.packed(bytes.toByteArray())));
  }

  @Test
  void wantsOneWholeCheckpointInAnArchive() throws Exception {
    assertEquals(
        "archive has 0 TensorFlow checkpoints (.index), must have one; it holds \"a.h5\"",
        cost.refusal(Mutation.packed(tar("a.h5", new byte[3]))));
    assertEquals(
        "archive's \"a.index\" is no index of a TensorFlow checkpoint",
        cost.refusal(Mutation.packed(tar("a.index", new byte[3]))));
    byte[] index = Tables.index(Map.of("a", Tables.entry(FLOAT, 0, 4, 0, 1)));
    assertEquals(
        "archive has no \"m/a.data-00000-of-00001\"",
        cost.refusal(Mutation.packed(tar("m/a.index", index))));
    byte[] whole = Fixture.bytes("tensorflow/slim.tgz");
    String refusal = cost.refusal(Arrays.copyOf(whole, whole.length / 2));
    assertTrue(refusal.startsWith("archive is damaged: "), refusal);
  }

  @Test
  void doesNotSpellKeysOutOfProportion() {
    // each key is the one before it and one letter more
    var block = new ByteArrayOutputStream();
    for (int i = 0; i < 100_000; i++) {
      Tables.varint(block, Math.min(i, 4095));
      Tables.varint(block, 1);
      Tables.varint(block, 0);
      block.write(i < 4096 ? 'a' : 'b' + i % 2);
    }
    block.writeBytes(Tables.littleEndian(8).putInt(0).putInt(1).array());
    String refusal = cost.refusal(Tables.of(block.toByteArray()));
    assertTrue(refusal.startsWith("table"), refusal);
    List<SortedTable.Row> rows = new ArrayList<>();
    for (int i = 0; i < 100_002; i++) {
      rows.add(new SortedTable.Row(String.format("%07d", i), ByteBuffer.allocate(0)));
    }
    assertEquals(
        "table has over 100000 keys, or over 16777216 bytes of them",
        cost.refusal(Tables.of(Tables.block(rows))));
  }

  @Test
  void wantsKeysInOrder() {
    var row = new SortedTable.Row("a", ByteBuffer.allocate(0));
    assertEquals(
        "table's key \"a\" is not behind the one before it",
        cost.refusal(Tables.of(Tables.block(List.of(row, row)))));
    assertEquals(
        "table has no bundle header; TensorFlow's checkpoints are read from version 2 on",
        cost.refusal(Tables.of(Tables.block(List.of(row)))));
    byte[] restarts = Tables.littleEndian(8).putInt(-1).putInt(-1).array();
    assertEquals(
        "table has a block of 8 bytes with 4294967295 restarts", cost.refusal(Tables.of(restarts)));
    assertEquals(
        "table has a key of 5 known and 1 new bytes after one of 0, must be at most 4096",
        cost.refusal(Tables.of(new byte[] {5, 1, 0, 'x', 0, 0, 0, 0})));
  }

  @Test
  void readsABlockOnce() {
    var handle = ByteBuffer.wrap(new byte[] {0, 8});
    byte[] table = Tables.of(Tables.block(List.of()), List.of(handle, handle));
    assertEquals("table has a block at byte 0, the one before it ends at 13", cost.refusal(table));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a 0 8 1 | tensor \"a\" has 8 bytes, F32 [1] needs 4",
        "a 0 4 2147483647 2147483647 | tensor \"a\" is [2147483647, 2147483647], each dimension"
            + " must be at least 1 and their product at most 2147483647",
        "a 0 4 0 | tensor \"a\" is [0], each dimension must be at least 1 and their product at most"
            + " 2147483647",
        "a 0 4 1, b 1 4 1 | tensor \"b\" lies at 1 + 4, the one before it ends at 4",
        "a -1 4 1 | tensor \"a\" lies in shard 0 of 1 at -1 + 4",
        "a 0 -4 1 | tensor \"a\" lies in shard 0 of 1 at 0 + -4",
        "a 9223372036854775807 4 1 | tensor \"a\" lies at 9223372036854775807 + 4, the one before"
            + " it ends at 0",
        "a 4611686018427387904 4 1 | shard \"x.data-00000-of-00001\" ends at byte 8, tensor \"a\""
            + " of it lies at 4611686018427387904 + 4; file truncated"
      })
  void checksWhereTensorsLie(String entries, String message) {
    Map<String, byte[]> index = new HashMap<>();
    for (String entry : entries.split(", ")) {
      long[] numbers = Arrays.stream(entry.split(" ")).skip(1).mapToLong(Long::parseLong).toArray();
      int[] shape = Arrays.stream(numbers).skip(2).mapToInt(Math::toIntExact).toArray();
      int crc = MaskedCrc.of(ByteBuffer.allocate((int) Math.max(0, numbers[1])));
      index.put(entry.substring(0, 1), Tables.entry(FLOAT, numbers[0], numbers[1], crc, shape));
    }
    Siblings files = new Siblings("x.index", name -> Fixture.mapped(new byte[8]));
    assertEquals(message, cost.refusal(Tables.index(index), files));
  }

  @Test
  void checksTheHeader() {
    byte[] big = {8, 1, 16, 1};
    assertEquals(
        "bundle's byte order is big, only little is read",
        cost.refusal(Tables.index(Map.of("", big))));
    byte[] none = {};
    assertEquals(
        "tensor \"a\" lies in shard 0 of 0 at 0 + 4",
        cost.refusal(Tables.index(Map.of("", none, "a", Tables.entry(FLOAT, 0, 4, 0, 1)))));
    byte[] cut = {8};
    String refusal = cost.refusal(Tables.index(Map.of("a", cut)));
    assertTrue(refusal.startsWith("bundle entry \"a\" is no protocol buffer: "), refusal);
  }

  private static byte[] tar(String name, byte[] content) throws Exception {
    return tar(TarConstants.LF_NORMAL, name, content);
  }

  private static byte[] tar(byte type, String name, byte[] content) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      var entry = new TarArchiveEntry(name, type);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
