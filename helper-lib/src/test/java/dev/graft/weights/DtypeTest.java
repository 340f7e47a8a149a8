package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DtypeTest {
  /** IEEE 754 binary16: one bit of sign, five of exponent, ten of fraction. */
  @ParameterizedTest
  @CsvSource({
    "0000, 0x0p0, zero",
    "8000, -0x0p0, minus zero",
    "0001, 0x1p-24, the smallest subnormal",
    "8001, -0x1p-24, its opposite",
    "03ff, 0x3ffp-24, the largest subnormal",
    "83ff, -0x3ffp-24, its opposite",
    "0400, 0x1p-14, the smallest normal",
    "3555, 0x1.554p-2, a third",
    "3bff, 0x1.ffcp-1, the largest below one",
    "3c00, 1, one",
    "3c01, 0x1.004p0, the smallest above one",
    "c000, -2, minus two",
    "7bff, 65504, the largest",
    "fbff, -65504, its opposite",
    "7c00, Infinity, infinity",
    "fc00, -Infinity, its opposite",
    "7c01, NaN, a signalling NaN",
    "7e00, NaN, a quiet NaN",
    "ffff, NaN, a NaN of all bits"
  })
  void readsHalvesAsTheStandardSays(String bits, String value, String what) {
    ByteBuffer two = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
    two.putShort(0, (short) Integer.parseInt(bits, 16));
    assertEquals(Float.parseFloat(value), Dtype.F16.floats(two).get(0), what);
  }

  /** A newer JDK tells the offset of no heap memory: this has to be run there to be seen red. */
  @Test
  void readsFloatsOfAnyMemoryAtAnyPlace() {
    for (ByteBuffer memory : List.of(ByteBuffer.allocate(16), ByteBuffer.allocateDirect(16))) {
      for (int at = 0; at < 4; at++) {
        memory.clear().order(ByteOrder.LITTLE_ENDIAN).position(at).putFloat(at, 1.5f);
        assertEquals(1.5f, Dtype.F32.floats(memory).get(0), memory + " at " + at);
      }
    }
  }
}
