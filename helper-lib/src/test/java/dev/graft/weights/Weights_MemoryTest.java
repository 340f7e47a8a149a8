package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.graph.Shape;
import io.jhdf.HdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of 96 MiB are read by a process of their own whose heap ends: at 24 MiB where the values
 * need no turning, and so stay in the file; at the values and 0.3 to 0.5 of the file where they do.
 */
class Weights_MemoryTest {
  private static final int LAYERS = 6;
  private static final int IN = 1024;
  private static final int OUT = 4096;
  private static final Shape SHAPE = Shape.of(IN, OUT);

  @TempDir Path folder;

  /** What the process of its own runs. */
  public static void main(String[] arguments) {
    StateDict weights = Weights.read(Path.of(arguments[0]));
    System.out.print(weights.names().size() + " " + weights.sha256().length());
  }

  @Test
  void leavesSafetensorsInTheirFile() throws Exception {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Tensor one = Tensor.filled(SHAPE, 1);
    for (int i = 0; i < LAYERS; i++) {
      tensors.put("layer" + i, one);
    }
    Path file = folder.resolve("w.safetensors");
    Safetensors.write(file, StateDict.of(tensors), Map.of());
    assertEquals(LAYERS + " 64", read(file, 24));
  }

  @Test
  void leavesPyTorchsZipInItsFile() throws Exception {
    Path file = folder.resolve("w.pth");
    byte[] values = new byte[IN * OUT * Float.BYTES];
    var pickle = new StringBuilder("\u0080\2}(");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < LAYERS; i++) {
        // torch aligns them as well: a header of 30 bytes, a name of 8, and padding
        store(zip, "w/data/" + i, values, 128 - 30 - 8);
        pickle
            .append("X\1\0\0\0" + i + "ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storage")
            .append("ctorch\nFloatStorage\nX\1\0\0\0" + i + "X\3\0\0\0cpuJ\0\0\100\0NtQ")
            .append("K\0M\0\4M\0\20\u0086M\0\20K\1\u0086\u0089)tR");
      }
      store(
          zip,
          "w/data.pkl",
          pickle.append("u.").toString().getBytes(StandardCharsets.ISO_8859_1),
          4);
    }
    assertEquals(LAYERS + " 64", read(file, 24));
  }

  @Test
  void turnsKerassArraysOneByOne() throws Exception {
    Path file = folder.resolve("w.h5");
    var writer = Logger.getLogger("io.jhdf");
    writer.setLevel(Level.OFF);
    float[][] kernel = new float[IN][OUT];
    try (var hdf = HdfFile.write(file)) {
      for (int i = 0; i < LAYERS; i++) {
        WritableGroup layer = hdf.putGroup("layer" + i);
        layer.putDataset("kernel", kernel);
      }
    }
    int mebibytes = (int) (Files.size(file) >> 20);
    assertEquals(LAYERS + " 64", read(file, mebibytes * 3 / 2));
  }

  @Test
  void copiesPyTorchsOldFormatOnce() throws Exception {
    Path file = folder.resolve("w-legacy.pth");
    var pickle = new StringBuilder("\u0080\2}(");
    var keys = new StringBuilder("\u0080\2](");
    for (int i = 0; i < LAYERS; i++) {
      pickle
          .append("X\1\0\0\0" + i + "ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storage")
          .append("ctorch\nFloatStorage\nX\1\0\0\0" + i + "X\3\0\0\0cpuJ\0\0\100\0NtQ")
          .append("K\0M\0\4M\0\20\u0086M\0\20K\1\u0086\u0089)tR");
      keys.append("X\1\0\0\0" + i);
    }
    String head =
        "\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\31."
            + "\u0080\2M\u00e9\3."
            + "\u0080\2}X\15\0\0\0little_endian\u0088s.";
    try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
      out.write((head + pickle + "u." + keys + "e.").getBytes(StandardCharsets.ISO_8859_1));
      byte[] values = new byte[IN * OUT * Float.BYTES];
      for (int i = 0; i < LAYERS; i++) {
        out.write(Tables.littleEndian(Long.BYTES).putLong((long) IN * OUT).array());
        out.write(values);
      }
    }
    // its values begin at any byte, so they are copied
    assertEquals(LAYERS + " 64", read(file, 96 * 13 / 10));
  }

  @Test
  void leavesTensorFlowsCheckpointInItsFile() throws Exception {
    bundle("layer%d/moving_mean");
    assertEquals(LAYERS + " 64", read(folder.resolve("w.index"), 24));
  }

  @Test
  void unpacksTensorFlowsArchiveOnce() throws Exception {
    Path data = bundle("layer%d/kernel");
    Path archive = folder.resolve("w.tgz");
    try (var tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      for (Path file : List.of(data, folder.resolve("w.index"))) {
        tar.putArchiveEntry(new TarArchiveEntry(file, file.getFileName().toString()));
        Files.copy(file, tar);
        tar.closeArchiveEntry();
      }
    }
    int mebibytes = (int) (Files.size(archive) >> 20);
    assertTrue(mebibytes > 80, mebibytes + " MiB, which says nothing");
    assertEquals(LAYERS + " 64", read(archive, mebibytes * 3 / 2));
  }

  /** Values that no packing makes small. */
  private Path bundle(String name) throws Exception {
    Path file = folder.resolve("w.data-00000-of-00001");
    Map<String, byte[]> entries = new LinkedHashMap<>();
    byte[] values = new byte[IN * OUT * Float.BYTES];
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < LAYERS; i++) {
        new Random(i).nextBytes(values);
        out.write(values);
        int crc = MaskedCrc.of(ByteBuffer.wrap(values));
        long at = (long) i * values.length;
        entries.put(name.formatted(i), Tables.entry(1, at, values.length, crc, IN, OUT));
      }
    }
    Fixture.write(folder, "w.index", Tables.index(entries));
    return file;
  }

  private static void store(ZipOutputStream zip, String name, byte[] content, int padding)
      throws Exception {
    var entry = new ZipEntry(name);
    byte[] extra = new byte[padding];
    extra[0] = 'F';
    extra[1] = 'B';
    extra[2] = (byte) (padding - 4);
    entry.setExtra(extra);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    var crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
  }

  private static String read(Path file, int mebibytes) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + mebibytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                Weights_MemoryTest.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
