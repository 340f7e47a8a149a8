package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.graph.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {
  private static final List<String> NAMES =
      List.of(
          "plain.weight",
          "half",
          "bfloat",
          "double",
          "transposed",
          "head",
          "tail",
          "expanded",
          "scalar",
          "parameter");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tensors.safetensors",
        "tensors-zip.pth",
        "tensors-legacy.pth",
        "nested-zip.pth",
        "nested-legacy.pth",
        "protocol4-zip.pth",
        "protocol4-legacy.pth"
      })
  void readsEveryFormatAlike(String file) {
    StateDict weights = Weights.read(Fixture.recorded(file));
    assertEquals(new TreeSet<>(NAMES), new TreeSet<>(weights.names()));
    check(weights, "plain.weight", Shape.of(2, 3), -.75f, -.5f, -.25f, 0, .25f, .5f);
    check(weights, "half", Shape.of(5), -.75f, -.5f, -.25f, 0, .25f);
    check(weights, "bfloat", Shape.of(5), -.75f, -.5f, -.25f, 0, .25f);
    check(weights, "double", Shape.of(5), -.75f, -.5f, -.25f, 0, .25f);
    check(weights, "head", Shape.of(2), -.75f, -.5f);
    check(weights, "tail", Shape.of(4), -.25f, 0, .25f, .5f);
    check(weights, "expanded", Shape.of(2, 3), -.75f, -.75f, -.75f, -.5f, -.5f, -.5f);
    check(weights, "scalar", Shape.of(), 2.5f);
    check(weights, "parameter", Shape.of(3), -.75f, -.5f, -.25f);
    Tensor transposed = weights.get("transposed");
    assertEquals(Shape.of(4, 2, 3), transposed.shape());
    float[] values = transposed.toArray();
    for (int i = 0; i < values.length; i++) {
      // element (a, b, c) was element (b, c, a) of (2, 3, 4)
      assertEquals(((i % 6) * 4 + i / 6 - 3) / 4f, values[i]);
    }
    assertEquals(Weights.read(Fixture.recorded("tensors.safetensors")).sha256(), weights.sha256());
  }

  @ParameterizedTest
  @ValueSource(strings = {"module-zip.pth", "module-legacy.pth"})
  void readsAModulesStateDict(String file) {
    StateDict weights = Weights.read(Fixture.recorded(file));
    assertEquals(
        List.of("0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var"),
        List.copyOf(weights.names()));
    check(weights, "0.weight", Shape.of(2, 1, 1, 1), -.75f, -.5f);
    check(weights, "1.running_var", Shape.of(2), 1, 1);
  }

  @Test
  void viewsTheMappedFileWhereItCan() {
    StateDict weights = Weights.read(Fixture.recorded("tensors-zip.pth"));
    assertTrue(weights.get("plain.weight").values().isDirect());
    assertTrue(weights.get("tail").values().isDirect());
  }

  @Test
  void goesByContentNotByName() throws Exception {
    Path odd = folder.resolve("weights.bin");
    Files.copy(Fixture.recorded("tensors-legacy.pth"), odd);
    assertEquals(10, Weights.read(odd).names().size());
  }

  @Test
  void tellsWhatIsNoWeightFile() {
    Path page = Fixture.write(folder, "page.pth", "<html>not found</html>".getBytes());
    assertEquals(
        "weights of 22 bytes are neither safetensors, HDF5, a PyTorch or Keras archive, nor a TensorFlow"
            + " checkpoint (.index, SavedModel, .tar.gz) ("
            + page
            + ")",
        message(page));
    Path empty = Fixture.write(folder, "empty.pth", new byte[0]);
    assertEquals(
        "weights of 0 bytes are neither safetensors, HDF5, a PyTorch or Keras archive, nor a TensorFlow"
            + " checkpoint (.index, SavedModel, .tar.gz) ("
            + empty
            + ")",
        message(empty));
    Path bare = Fixture.write(folder, "bare", Fixture.safetensors("{}", 0));
    assertEquals("weights hold no float tensors (" + bare + ")", message(bare));
    Path none = folder.resolve("none.pth");
    assertEquals("no weight file at " + none, message(none));
  }

  /** As long as it takes to know a format, and one byte less. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7b | weights of 1 bytes are neither safetensors",
        "7b7d | safetensors index has no weight_map",
        "0100000000000000 | weights of 8 bytes are neither safetensors",
        "01000000000000007b | safetensors header is no JSON: ",
        "504b03 | weights of 3 bytes are neither safetensors",
        "504b0304 | zip has no directory at its end; file truncated ("
      })
  void theFirstBytesTellTheFormat(String hex, String begins) {
    Path file = Fixture.write(folder, "first", HexFormat.of().parseHex(hex));
    assertTrue(message(file).startsWith(begins), message(file));
  }

  @Test
  void tellsTruncation() {
    byte[] zip = Fixture.bytes("tensors-zip.pth");
    Path cut = Fixture.write(folder, "cut.pth", java.util.Arrays.copyOf(zip, zip.length - 30));
    assertEquals("zip has no directory at its end; file truncated (" + cut + ")", message(cut));
    byte[] legacy = Fixture.bytes("tensors-legacy.pth");
    Path short_ =
        Fixture.write(folder, "short.pth", java.util.Arrays.copyOf(legacy, legacy.length - 3));
    assertTrue(message(short_).contains("; file truncated or damaged ("), message(short_));
  }

  @Test
  void refusesCompressedZip() throws Exception {
    Path file = folder.resolve("deflated.pth");
    try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new java.util.zip.ZipEntry("model/data.pkl"));
      zip.write("}.".getBytes());
    }
    assertEquals(
        "zip entry \"model/data.pkl\" is compressed or encrypted; torch and Keras store entries"
            + " as they are ("
            + file
            + ")",
        message(file));
  }

  @Test
  void checksZipChecksums() {
    byte[] zip = Fixture.bytes("tensors-zip.pth");
    String text = new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1);
    zip[text.indexOf("plain.weight")] ^= 1;
    Path file = Fixture.write(folder, "damaged.pth", zip);
    assertTrue(
        message(file).matches("zip entry \".*/data.pkl\" has checksum .*; file damaged .*"),
        message(file));
  }

  private static String message(Path file) {
    return assertThrows(WeightsException.class, () -> Weights.read(file)).getMessage();
  }

  private static void check(StateDict weights, String name, Shape shape, float... values) {
    assertEquals(shape, weights.get(name).shape(), name);
    assertArrayEquals(values, weights.get(name).toArray(), name);
  }
}
