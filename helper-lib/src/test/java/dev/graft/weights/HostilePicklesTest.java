package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pickles of values that hold themselves, or hold one value so often that to walk them never ends.
 * Whatever place of a checkpoint they stand in, the file is refused at no more than a {@link Cost}.
 */
class HostilePicklesTest {
  private static final int LEVELS = 200;

  /** A list that holds itself, in a tuple, and a dict that does. */
  private static final String SELF = "]q\0h\0a0}q\1X\2\0\0\0meh\1s0(h\0h\1h\0t";

  private final Cost cost = new Cost();

  /** Each list holds the one before it ten times. */
  private static String laughs(String begin, String end) {
    var text = new StringBuilder("X\2\0\0\0haq\0");
    for (int i = 0; i < LEVELS; i++) {
      text.append('0').append(begin).append(("h" + (char) i).repeat(10)).append(end).append('q');
      text.append((char) (i + 1));
    }
    return text.toString();
  }

  private static String laughingLists() {
    return laughs("](", "e");
  }

  private static String laughingTuples() {
    return laughs("(", "t");
  }

  /** A tuple within a tuple, as deep as a file of a megabyte can make it. */
  private static String deep() {
    return ")" + "\u0085".repeat(900_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"self", "lists", "tuples", "deep"})
  void refusesThemInEveryPlace(String kind) throws Exception {
    String value =
        switch (kind) {
          case "self" -> SELF;
          case "lists" -> laughingLists();
          case "tuples" -> laughingTuples();
          default -> deep();
        };
    // the magic number of a legacy file, and its protocol behind a right number
    refused("pickle's magic number is \"[", legacy(value + "."));
    refused("pickle's protocol is \"[", legacy(MAGIC + "\u0080\2" + value + "."));
    String system = MAGIC + "\u0080\2M\u00e9\3." + "\u0080\2";
    refused("pickle does not tell its system", legacy(system + value + "."));
    refused(
        "pickle's little_endian is \"[",
        legacy(system + "}X\15\0\0\0little_endian" + value + "s."));
    // the root of a checkpoint, what it wraps, a persistent id, and arguments of every kind
    refused("weights ", zip(value + "."));
    refused("weights have no tensors at the top", zip("}X\12\0\0\0state_dict" + value + "s."));
    refused("pickle has ", zip("(" + value + "tQ."));
    refused("pickle has ", zip("(X\7\0\0\0storage" + value + "X\1\0\0\0aX\3\0\0\0cpuK\4tQ."));
    refused("pickle has ", zip("(X\7\0\0\0storagectorch\nFloatStorage\n" + value + value + "NtQ."));
    refused("pickle has ", zip("ctorch._utils\n_rebuild_tensor_v2\n(" + value + "tR."));
    refused("pickle has ", zip("ctorch._utils\n_rebuild_parameter\n(" + value + "tR."));
    refused("pickle has ", zip("ccollections\nOrderedDict\n(" + value + "\u0085tR."));
    refused("pickle has ", zip("}" + value + "Ns."));
    refused("pickle has ", zip(value + "NR."));
    refused("pickle has ", zip(value + value + "\u0093."));
  }

  @Test
  void doesNotPrintStridesByTheHundredThousand() throws Exception {
    String numbers = "K\1".repeat(300_000);
    String storage =
        "((X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0aX\3\0\0\0cpuK\1tQ" + "K\0(K\1t(";
    String tensor = "}X\1\0\0\0xctorch._utils\n_rebuild_tensor_v2\n" + storage + numbers + "ttRs.";
    assertEquals(
        "tensor \"x\" (1) with strides [1, 1, 1, 1, 1, 1, 1, 1, … 299992 more] from 0 leaves its"
            + " storage of 1 values",
        cost.refusal(zip(tensor)));
  }

  private static final String MAGIC =
      "\u0080\2\u008a\12\u006c\u00fc\u009c\u0046\u00f9\u0020\u006a\u00a8\u0050\u0019.";

  private void refused(String message, byte[] file) {
    String refusal = cost.refusal(file);
    assertTrue(refusal.startsWith(message), refusal);
  }

  private static byte[] legacy(String pickles) {
    String begun = pickles.charAt(0) == '\u0080' ? pickles : "\u0080\2" + pickles;
    return begun.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] zip(String pickle) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      entry(out, "x/data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1));
      entry(out, "x/data/a", new byte[4]);
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream out, String name, byte[] content) throws Exception {
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    var crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    out.putNextEntry(entry);
    out.write(content);
  }
}
