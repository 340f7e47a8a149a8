package dev.graft.cache;

import dev.graft.data.ContentKey;
import dev.graft.weights.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged segments of the feature cache, and indexes that somebody has forged with their sum. */
class SegmentsFuzzTest {
  private static final int FLOATS = 24;

  /** Entries differ in size. */
  private static int size(int entry) {
    return FLOATS + entry % 3;
  }

  private static byte[] segment() throws IOException {
    var draft = new SegmentDraft();
    for (int i = 0; i < 20; i++) {
      draft.add(new ContentKey(i, 2, 3, -i), List.of(FloatBuffer.allocate(size(i)).put(0, i)));
    }
    var bytes = new ByteArrayOutputStream();
    draft.writeTo(bytes);
    return bytes.toByteArray();
  }

  /** An entry that is not what was written counts as refused. */
  private static String refusal(byte[] bytes) {
    try {
      Segment segment = Segment.of(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
      int[] damaged = {0};
      segment.forEach(
          (key, place) -> {
            FloatBuffer into = FloatBuffer.allocate(size(place));
            damaged[0] += segment.read(place, List.of(into)) ? 0 : 1;
          });
      return damaged[0] == 0 ? "" : damaged[0] + " entries are damaged";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  @Test
  void segments() throws Exception {
    Fuzz.of("cache segment", segment(), SegmentsFuzzTest::refusal);
  }

  @Test
  void forgedIndexes() throws Exception {
    Fuzz.of(
        "cache segment's forged index",
        segment(),
        mutant -> {
          ByteBuffer bytes = ByteBuffer.wrap(mutant).order(ByteOrder.LITTLE_ENDIAN);
          int rows = mutant.length < Segment.HEADER ? -1 : bytes.getInt(12);
          if (rows >= 0 && (long) rows * Segment.ROW <= mutant.length - Segment.HEADER) {
            bytes.putLong(16, Segment.checksum(bytes.slice(Segment.HEADER, rows * Segment.ROW)));
          }
          return refusal(mutant);
        });
  }
}
