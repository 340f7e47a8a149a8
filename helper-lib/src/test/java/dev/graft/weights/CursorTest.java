package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CursorTest {
  /** 1, 150 and 86942 are examples of the protocol buffers' documentation; all bits set is −1. */
  @ParameterizedTest
  @CsvSource({
    "00, 0",
    "01, 1",
    "7f, 127",
    "80 01, 128",
    "96 01, 150",
    "ac 02, 300",
    "ff 7f, 16383",
    "80 80 01, 16384",
    "9e a7 05, 86942",
    "ff ff ff ff 0f, 4294967295",
    "ff ff ff ff ff ff ff ff 7f, 9223372036854775807",
    "80 80 80 80 80 80 80 80 80 01, -9223372036854775808",
    "ff ff ff ff ff ff ff ff ff 01, -1",
    "80 00, 0"
  })
  void readsVarintsAsProtocolBuffersWriteThem(String bytes, long value) {
    Cursor in = cursor(bytes);
    assertEquals(value, in.varint());
    assertEquals(0, in.remaining());
  }

  @Test
  void aVarintEndsWithItsFirstByteBelow128() {
    Cursor in = cursor("96 01 05");
    assertEquals(150, in.varint());
    assertEquals(5, in.varint());
  }

  @Test
  void aVarintHasTenBytesAtMost() {
    Cursor in = cursor("80 80 80 80 80 80 80 80 80 80 01");
    assertEquals(
        "weights have a number of over 64 bits at byte 10",
        assertThrows(WeightsException.class, in::varint).getMessage());
  }

  @Test
  void aVarintThatIsCutOffIsNamed() {
    assertEquals(
        "weights end at byte 1, 1 more are wanted at byte 1; file truncated or damaged",
        assertThrows(WeightsException.class, cursor("96")::varint).getMessage());
  }

  private static Cursor cursor(String hex) {
    return new Cursor(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }
}
