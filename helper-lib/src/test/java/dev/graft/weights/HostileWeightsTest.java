package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files made to keep a reader busy: each is refused, at no more than a {@link Cost}. */
class HostileWeightsTest {
  private final Cost cost = new Cost();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "loop | hdf5 has \"/layers/conv2d/vars/more\" a second time; its links form a loop",
        "soft | hdf5 group \"/layers\" links \"more\" from elsewhere, which is not followed",
        "external | hdf5 group \"/layers\" links \"more\" from elsewhere, which is not followed",
        "deep | hdf5 has groups over 48 deep",
        "bomb | arrays of 1073741824 bytes in a file of 5567; they overlap, or are packed beyond"
            + " belief",
        "long | array \"x/bias\" has a chunk that does not unpack to 1024 bytes",
        "short | array \"x/bias\" has a chunk that does not unpack to 1024 bytes",
        "same | two arrays are \"twin.0\": \"layers/a/vars/0\" and \"layers/b/vars/0\""
      })
  void refusesWhatH5pyCanWrite(String name, String message) {
    assertEquals(message, cost.refusal(Fixture.bytes("keras/hostile-" + name + ".h5")));
  }

  @Test
  void endsHdf5TreesThatAreTheirOwnBranches() {
    byte[] file = Fixture.bytes("keras/net.h5");
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int tree = find(file, "TREE", 0);
    for (int children : new int[] {1, 60_000}) {
      bytes.put(tree + 5, (byte) 1).putShort(tree + 6, (short) children);
      for (int child = 0; child < 64; child++) {
        bytes.putLong(tree + 32 + 16 * child, tree);
      }
      String refusal = cost.refusal(file);
      assertTrue(refusal.startsWith("hdf5 is damaged: "), refusal);
    }
  }

  @Test
  void endsHdf5TreesThatAreBushes() {
    byte[] file = Fixture.bytes("keras/net.h5");
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    // six levels of 32 branches that all meet again: a thousand million leaves
    int tree = find(file, "TREE", 0);
    for (int level = 6; level > 0; level--) {
      int next = find(file, "TREE", tree + 1);
      bytes.put(tree + 5, (byte) level).putShort(tree + 6, (short) 32);
      for (int child = 0; child < 32; child++) {
        bytes.putLong(tree + 32 + 16 * child, next);
      }
      tree = next;
    }
    assertEquals("hdf5 has no end: over 400000 reads", cost.refusal(file));
  }

  @Test
  void checksHowLongAnArrayIsSaidToBe() {
    byte[] file = Fixture.bytes("keras/types.h5");
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    // a layout message: version 3, contiguous, address, length
    int layout = find(file, "\3\1", 0);
    while (bytes.getLong(layout + 10) != 5 * Double.BYTES) {
      layout = find(file, "\3\1", layout + 1);
    }
    bytes.putLong(layout + 10, 48);
    assertEquals("array \"float64/bias\" has 48 bytes, F64 (5) needs 40", cost.refusal(file));
    bytes.putLong(layout + 10, 40).putLong(layout + 2, file.length - 39);
    assertEquals(
        "array \"float64/bias\" lies at bytes "
            + (file.length - 39)
            + " + 40, beyond the file's "
            + file.length,
        cost.refusal(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order | array \"x/bias\" has floats of 4 bytes, BIG_ENDIAN, must be IEEE 754 of 2, 4 or 8"
            + " bytes, LITTLE_ENDIAN",
        "lzf | array \"x/bias\" is packed by HDF5 filter 32000, only deflate (1), shuffle (2) and"
            + " fletcher32 (3) are undone",
        "unwritten | array \"x/bias\" was never written",
        "latest | array \"x/bias\" is indexed as HDF5 1.10 does, which is not read; write it with"
            + " libver=\"earliest\"",
        "null | array \"x/bias\" has no shape",
        "dense | hdf5 group \"/\" keeps its links in a heap, which is not read; write it with"
            + " libver=\"earliest\"",
        "bare | hdf5 has no groups; Keras keeps weights in layers or by layer"
      })
  void saysWhatItDoesNotRead(String name, String message) {
    assertEquals(message, cost.refusal(Fixture.bytes("keras/unread-" + name + ".h5")));
  }

  @Test
  void checksTheSuperblock() {
    byte[] file = Fixture.bytes("keras/types.h5");
    file[24] = 8;
    assertEquals("hdf5 base address is 8, must be 0", cost.refusal(file));
    file[24] = 0;
    file[14] = 2;
    assertEquals("hdf5 has lengths of 2 bytes, 4 or 8 are read", cost.refusal(file));
  }

  @Test
  void refusesHdf5ThatIsShorterThanItSays() {
    byte[] file = Fixture.bytes("keras/net.h5");
    assertEquals(
        "hdf5 file ends at byte 25000, it says at 25672; file truncated",
        cost.refusal(java.util.Arrays.copyOf(file, 25_000)));
    assertTrue(cost.refusal(java.util.Arrays.copyOf(file, 20)).startsWith("hdf5 is damaged: "));
  }

  @Test
  void countsTokensBeforeItKeepsThem() {
    String many = "{\"a\":[" + "[],".repeat(5_000_000) + "[]]}";
    assertEquals(
        "safetensors header has over 1000000 tokens", cost.refusal(Fixture.safetensors(many, 0)));
    String deep = "{\"a\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}";
    String refusal = cost.refusal(Fixture.safetensors(deep, 0));
    assertTrue(refusal.startsWith("safetensors header is no JSON: Document nesting"), refusal);
  }

  @Test
  void doesNotCopyALongListAgainAndAgain() {
    // a list of pairs, made into a dict a hundred thousand times
    String pairs = "]q\0(" + "](K\1K\2eq\2".repeat(100_000) + "e\u0085q\1";
    String calls = "ccollections\nOrderedDict\nq\3" + "h\3h\1R0".repeat(100_000) + ".";
    assertEquals("pickle has over 1000000 opcodes", cost.refusal(legacy(pairs + "0" + calls)));
    String sizes = "(" + "K\1".repeat(200_000) + "tq\5";
    String tensor =
        "ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\n"
            + "X\1\0\0\0aX\3\0\0\0cpuK\4NtQK\0h\5h\5tR0";
    assertEquals(
        "pickle has over 1000000 opcodes",
        cost.refusal(legacy(sizes + tensor.repeat(10_000) + ".")));
  }

  @Test
  void doesNotInflateArchives() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("model.weights.h5"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        zip.write(zeros);
      }
    }
    assertEquals(
        "zip entry \"model.weights.h5\" is compressed or encrypted; torch and Keras store entries"
            + " as they are",
        cost.refusal(bytes.toByteArray()));
  }

  @Test
  void refusesKerasArchivesWithoutHdf5() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      var entry = new ZipEntry("model.weights.h5");
      entry.setSize(0);
      entry.setCrc(0);
      zip.putNextEntry(entry);
    }
    assertEquals(
        "zip entry \"model.weights.h5\" is no HDF5 file", cost.refusal(bytes.toByteArray()));
  }

  /** The first of the pickles, in which the magic number should be. */
  private static byte[] legacy(String pickle) {
    return ("\u0080\2" + pickle).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int find(byte[] file, String signature, int from) {
    return new String(file, StandardCharsets.ISO_8859_1).indexOf(signature, from);
  }
}
