package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.graph.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void writesWhatItReads() throws Exception {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b.weight", Tensor.of(Shape.of(2, 2), 1, -0f, Float.NaN, 1e-40f));
    tensors.put("ä\"\n", Tensor.filled(Shape.of(40_000), 3));
    tensors.put("scalar", Tensor.of(Shape.of(), 4));
    StateDict weights = StateDict.of(tensors);
    Path file = folder.resolve("w.safetensors");
    Safetensors.write(file, StateDict.of(Map.of("old", Tensor.of(Shape.of(1), 0))), Map.of());
    Safetensors.write(file, weights, Map.of("made", "hier: ü"));
    StateDict read = Weights.read(file);
    assertEquals(weights.sha256(), read.sha256());
    assertEquals(List.copyOf(weights.names()), List.copyOf(read.names()));
    assertEquals(Map.of("made", "hier: ü"), Safetensors.metadata(file));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(0, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
    assertTrue(read.get("b.weight").values().isDirect());
  }

  /** The header may name them in any order; where they lie decides what may be between them. */
  @Test
  void readsTensorsThatAreNamedInAnotherOrder() {
    String header =
        "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    byte[] bytes = Fixture.safetensors(header, 12);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, 7);
    StateDict read = Weights.read(Fixture.write(folder, "order.safetensors", bytes));
    assertEquals(7, read.get("b").toArray()[0]);
    assertEquals(0, read.get("a").toArray()[1]);
  }

  @Test
  void readsPythonsMetadata() {
    assertEquals(
        Map.of("made", "here"), Safetensors.metadata(Fixture.recorded("tensors.safetensors")));
    Path zip = Fixture.recorded("tensors-zip.pth");
    assertEquals(
        "not a safetensors file: " + zip,
        assertThrows(WeightsException.class, () -> Safetensors.metadata(zip)).getMessage());
  }

  @Test
  void keepsItsOwnNameFree() {
    StateDict odd = StateDict.of(Map.of("__metadata__", Tensor.of(Shape.of(1), 0)));
    assertEquals(
        "tensor name is \"__metadata__\", which safetensors keeps for itself",
        assertThrows(
                IllegalArgumentException.class,
                () -> Safetensors.write(folder.resolve("x"), odd, Map.of()))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 3"
            + " | tensors end at 4, the file at 3; file truncated or padded",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 8"
            + " | tensors end at 4, the file at 8; file truncated or padded",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8"
            + " | tensor \"a\" begins at 4, the one before it ends at 0",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}"
            + " | 8 | tensor \"b\" begins at 4, the one before it ends at 8",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4"
            + " | tensor \"a\" has 4 bytes, F32 [2] needs 8",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[2],'data_offsets':[4,8]}}"
            + " | 8 | tensor \"b\" has 4 bytes, F32 [2] needs 8",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}} | 0"
            + " | tensor \"a\" is [4294967296, 4294967296], too large",
        "{'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}} | 0 | tensor \"a\" is [0], each"
            + " dimension must be at least 1 and their product at most 2147483647",
        "{'a':{'dtype':'F8_E4M3','shape':[1],'data_offsets':[0,1]}} | 1 | tensor \"a\" has dtype"
            + " \"F8_E4M3\", must be one of [F32, F16, BF16, F64, I64, I32, I16, I8, U64, U32,"
            + " U16, U8, BOOL]",
        "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}} | 4 | tensor \"a\" has shape"
            + " \"[1.5]\", must be a list of whole numbers from 0 up",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | 4 | tensor \"a\" has shape"
            + " \"[-1]\", must be a list of whole numbers from 0 up",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | 4 | tensor \"a\" has"
            + " data_offsets [4, 0], must be begin and end",
        "{'a':1,'a':2} | 0 | safetensors header is no JSON: Duplicate field 'a'",
        "{'__metadata__':{'a':1}} | 0 | metadata \"a\" is not text, must be",
      })
  void refusesWhatIsNotWhole(String header, int dataBytes, String message) {
    String json = header.replace('\'', '"');
    assertEquals(message, message(Fixture.safetensors(json, dataBytes)));
  }

  @Test
  void limitsTheHeader() {
    byte[] bytes = Fixture.safetensors("{}", 0);
    bytes[0] = 3;
    assertEquals("safetensors header is 3 bytes, must be at most 2", message(bytes));
    bytes[7] = (byte) 0x80;
    assertEquals(
        "safetensors header is 9223372036854775811 bytes, must be at most 2", message(bytes));
    assertEquals("safetensors header is no JSON object", message(Fixture.safetensors("", 1)));
    byte[] large = Fixture.safetensors("{" + " ".repeat((16 << 20) + 1) + "}", 0);
    assertEquals("safetensors header is 16777219 bytes, must be at most 16777216", message(large));
    byte[] odd = Fixture.safetensors("{ }", 0);
    odd[9] = (byte) 0xff;
    assertEquals("safetensors header is not UTF-8", message(odd));
    assertTrue(message(Fixture.safetensors("{'", 0)).startsWith("safetensors header is no JSON: "));
  }

  private static String message(byte[] file) {
    return assertThrows(WeightsException.class, () -> Safetensors.read(Fixture.mapped(file)))
        .getMessage();
  }
}
