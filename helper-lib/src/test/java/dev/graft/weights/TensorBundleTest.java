package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.graph.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are those of record_tensorflow_weights.py. */
class TensorBundleTest {
  private static final String SLIM = "tensorflow/slim.ckpt";
  private static final String SHARD = SLIM + ".data-00001-of-00003";
  private static final Set<String> SLIM_NAMES =
      Set.of(
          "MobilenetV2/Conv/BatchNorm/beta",
          "MobilenetV2/Conv/BatchNorm/gamma",
          "MobilenetV2/Conv/BatchNorm/moving_mean",
          "MobilenetV2/Conv/BatchNorm/moving_variance",
          "MobilenetV2/Conv/weights",
          "MobilenetV2/Logits/Conv2d_1c_1x1/biases",
          "MobilenetV2/Logits/Conv2d_1c_1x1/weights",
          "MobilenetV2/bfloat",
          "MobilenetV2/double",
          "MobilenetV2/expanded_conv/depthwise/depthwise_weights",
          "MobilenetV2/half",
          "MobilenetV2/scalar",
          "MobilenetV2/weights");

  @TempDir Path folder;

  @Test
  void readsWhatTensorFlow1Saves() {
    StateDict weights = Weights.read(Fixture.recorded(SLIM + ".index"));
    assertEquals(SLIM_NAMES, weights.names());
    assertArrayEquals(ramp(4), weights.get("MobilenetV2/Conv/BatchNorm/gamma").toArray());
    for (String type : List.of("half", "bfloat", "double")) {
      assertArrayEquals(ramp(5), weights.get("MobilenetV2/" + type).toArray(), type);
    }
    assertEquals(Shape.of(), weights.get("MobilenetV2/scalar").shape());
    assertArrayEquals(ramp(2), weights.get("MobilenetV2/weights").toArray());
  }

  @Test
  void turnsKernels() {
    StateDict weights = Weights.read(Fixture.recorded(SLIM + ".index"));
    Tensor depthwise = weights.get("MobilenetV2/expanded_conv/depthwise/depthwise_weights");
    assertEquals(Shape.of(4, 1, 3, 3), depthwise.shape());
    // (kh, kw, channel, 1): channel 1, row 2, column 0 is element (2 · 3 + 0) · 4 + 1
    assertEquals(25 / 8f, depthwise.values().get(1 * 9 + 2 * 3));
    Tensor logits = weights.get("MobilenetV2/Logits/Conv2d_1c_1x1/weights");
    assertEquals(Shape.of(3, 4, 1, 1), logits.shape());
    assertEquals(7 / 8f, logits.values().get(1 * 4 + 2));
  }

  @Test
  void takesTheRunningAverage() {
    Tensor conv = Weights.read(Fixture.recorded(SLIM + ".index")).get("MobilenetV2/Conv/weights");
    assertEquals(Shape.of(4, 3, 3, 2), conv.shape());
    // out 3, in 2, row 1, column 1 is element ((1 · 2 + 1) · 3 + 2) · 4 + 3
    assertEquals(100 + 47 / 8f, conv.values().get(3 * 18 + 2 * 6 + 1 * 2 + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {SLIM, SLIM + ".index", "tensorflow/slim.tgz"})
  void readsPrefixIndexAndArchiveAlike(String name) {
    Path file = Fixture.recorded(SLIM + ".index").getParent().resolveSibling(name);
    assertEquals(
        Weights.read(Fixture.recorded(SLIM + ".index")).sha256(), Weights.read(file).sha256());
  }

  @ParameterizedTest
  @ValueSource(strings = {"saved_model", "saved_model/variables", "hub.tar.gz"})
  void readsSavedModelsUnderTheirNames(String name) {
    Path file = Fixture.recorded(SLIM + ".index").resolveSibling(name);
    StateDict weights = Weights.read(file);
    assertEquals(Set.of("MobilenetV2/Conv/weights", "twins/0", "twins/1"), weights.names());
    Tensor conv = weights.get("MobilenetV2/Conv/weights");
    assertEquals(Shape.of(4, 3, 3, 2), conv.shape());
    assertEquals(47 / 8f, conv.values().get(3 * 18 + 2 * 6 + 1 * 2 + 1));
    assertEquals(1, weights.get("twins/1").toArray()[0]);
  }

  @Test
  void readsAPlainTar() throws IOException {
    Path tar = folder.resolve("hub.tar");
    try (var in =
        new java.util.zip.GZIPInputStream(
            Files.newInputStream(Fixture.recorded("tensorflow/hub.tar.gz")))) {
      Files.copy(in, tar);
    }
    assertEquals(
        Weights.read(Fixture.recorded("tensorflow/hub.tar.gz")).sha256(),
        Weights.read(tar).sha256());
  }

  @Test
  void readsKerassCheckpointsWithoutTheirOptimizer() {
    StateDict weights = Weights.read(Fixture.recorded("tensorflow/keras/ckpt-1.index").getParent());
    var layers = new TreeSet<>(weights.names());
    layers.removeIf(name -> !name.contains("/"));
    assertEquals(
        "[bn/beta, bn/gamma, bn/moving_mean, bn/moving_variance, conv1/bias, conv1/kernel,"
            + " dw/bias, dw/depthwise_kernel, top/bias, top/kernel]",
        layers.toString());
    assertEquals(Shape.of(2, 3, 3, 3), weights.get("conv1/kernel").shape());
    assertEquals(Shape.of(2, 1, 1, 1), weights.get("dw/depthwise_kernel").shape());
    assertEquals(Shape.of(2, 8), weights.get("top/kernel").shape());
  }

  @Test
  void saysWhatItDoesNotRead() {
    Path pieces = Fixture.recorded("tensorflow/pieces.ckpt.index");
    assertEquals(
        "variable \"split\" lies in pieces, only whole ones are read; save it without a"
            + " partitioner ("
            + pieces
            + ")",
        refusal(pieces));
  }

  @Test
  void wantsOneCheckpointInAFolder() throws IOException {
    assertEquals(
        "folder has neither variables/variables.index, as a SavedModel has, nor another .index ("
            + folder
            + ")",
        refusal(folder));
    Files.createFile(folder.resolve("a.index"));
    Files.createFile(folder.resolve("b.index"));
    assertEquals(
        "folder has 2 checkpoints: a.index, b.index; give one of them (" + folder + ")",
        refusal(folder));
  }

  @Test
  void wantsEveryShard() throws IOException {
    Path index = copy(SLIM + ".index");
    assertEquals(
        "no weight file at " + folder.resolve("slim.ckpt.data-00001-of-00003") + " (" + index + ")",
        refusal(index));
    byte[] shard = Fixture.bytes(SHARD);
    Fixture.write(folder, "slim.ckpt.data-00001-of-00003", java.util.Arrays.copyOf(shard, 300));
    assertEquals(
        "shard \"slim.ckpt.data-00001-of-00003\" ends at byte 300, tensor"
            + " \"MobilenetV2/Conv/weights/ExponentialMovingAverage\" of it lies at 352 + 288; file"
            + " truncated ("
            + index
            + ")",
        refusal(index));
  }

  @Test
  void checksEveryTensor() throws IOException {
    Path index = copy(SLIM + ".index");
    byte[] shard = Fixture.bytes(SHARD);
    shard[400] ^= 1;
    Fixture.write(folder, "slim.ckpt.data-00001-of-00003", shard);
    String refusal = refusal(index);
    assertTrue(
        refusal.matches(
            "tensor \"MobilenetV2/Conv/weights/ExponentialMovingAverage\" has checksum"
                + " [0-9a-f]{8}, expected [0-9a-f]{8}; file damaged \\(.*\\)"),
        refusal);
  }

  @Test
  void checksEveryBlock() throws IOException {
    Path index = copy(SLIM + ".index");
    byte[] bytes = Files.readAllBytes(index);
    bytes[5] ^= 1;
    Files.write(index, bytes);
    assertTrue(refusal(index).startsWith("table's block at byte 0 has checksum "), refusal(index));
  }

  @Test
  void refusesCompressedBlocks() throws IOException {
    Path index = copy(SLIM + ".index");
    byte[] bytes = Files.readAllBytes(index);
    // the last block is the index of the others: its type stands before its checksum and the footer
    int type = bytes.length - 48 - 5;
    int start = type;
    bytes[type] = 1;
    do {
      start--;
      var crc = new CRC32C();
      crc.update(bytes, start, type + 1 - start);
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(type + 1, Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8);
      Files.write(index, bytes);
    } while (refusal(index).contains("checksum"));
    assertEquals(
        "table's block at byte "
            + start
            + " is compressed (snappy), only uncompressed ones are read; TensorFlow writes no"
            + " others ("
            + index
            + ")",
        refusal(index));
  }

  @ParameterizedTest
  @CsvSource({"saved_model/variables/variables.index"})
  void checksTheObjectGraph(String name) throws IOException {
    Path index = copy("tensorflow/" + name);
    byte[] shard = Fixture.bytes("tensorflow/saved_model/variables/variables.data-00000-of-00001");
    shard[shard.length - 1] ^= 1;
    Path data = Fixture.write(folder, "variables.data-00000-of-00001", shard);
    assertTrue(refusal(index).contains("has checksum"), refusal(index));
    shard = Fixture.bytes("tensorflow/saved_model/variables/variables.data-00000-of-00001");
    int graph = new String(shard, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("weights");
    shard[graph] = 'W';
    Files.write(data, shard);
    assertTrue(refusal(index).startsWith("bundle's object graph has checksum "), refusal(index));
  }

  private Path copy(String name) {
    String own = name.substring(name.lastIndexOf('/') + 1);
    return Fixture.write(folder, own, Fixture.bytes(name));
  }

  private static float[] ramp(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i / 8f;
    }
    return values;
  }

  private static String refusal(Path file) {
    return assertThrows(WeightsException.class, () -> Weights.read(file)).getMessage();
  }
}
