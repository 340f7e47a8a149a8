package dev.graft.cache;

import dev.graft.data.ContentKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/** Entries in memory on their way to a {@link Segment}. */
final class SegmentDraft {
  private static final int FIRST = 1 << 12;

  /** Where an entry lies, in floats. */
  private record Place(ContentKey key, int start, int length) {}

  private final List<Place> places = new ArrayList<>();
  private ByteBuffer entries = allocate(FIRST);

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int count() {
    return places.size();
  }

  /** Begins anew in the same memory, which a collector gives back late. */
  void clear() {
    places.clear();
    entries.clear();
  }

  long bytes() {
    return Segment.size(places.size(), entries.position() / Float.BYTES);
  }

  /** Appends an entry that lies in parts, whose positions stay, and tells its place. */
  int add(ContentKey key, List<FloatBuffer> from) {
    int length = Segment.floats(from);
    int size = Math.multiplyExact(length, Float.BYTES);
    if (entries.remaining() < size) {
      int needed = Math.addExact(entries.position(), size);
      long twice = Math.min(2L * needed, Integer.MAX_VALUE - Float.BYTES);
      entries = allocate(Math.max(needed, (int) twice)).put(entries.flip());
    }
    places.add(new Place(key, entries.position() / Float.BYTES, length));
    FloatBuffer entry = entry(places.size() - 1).asFloatBuffer();
    from.forEach(part -> entry.put(part.duplicate()));
    entries.position(entries.position() + size);
    return places.size() - 1;
  }

  boolean read(int place, List<FloatBuffer> into) {
    if (Segment.floats(into) != places.get(place).length) {
      return false;
    }
    Segment.copy(entry(place).asFloatBuffer(), into);
    return true;
  }

  private ByteBuffer entry(int index) {
    Place place = places.get(index);
    return entries
        .slice(place.start * Float.BYTES, place.length * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  void writeTo(OutputStream out) throws IOException {
    WritableByteChannel channel = Channels.newChannel(out);
    for (ByteBuffer part : parts()) {
      while (part.hasRemaining()) {
        channel.write(part);
      }
    }
  }

  Segment inMemory() {
    ByteBuffer whole = ByteBuffer.allocateDirect(Math.toIntExact(bytes()));
    for (ByteBuffer part : parts()) {
      whole.put(part);
    }
    try {
      return Segment.of(whole.flip());
    } catch (IOException e) {
      throw new IllegalStateException("a segment is not what its draft says", e);
    }
  }

  /** Gives header and index, then the entries. */
  private ByteBuffer[] parts() {
    int rows = places.size() * Segment.ROW;
    ByteBuffer head =
        ByteBuffer.allocate(Segment.HEADER + rows)
            .order(ByteOrder.LITTLE_ENDIAN)
            .position(Segment.HEADER);
    for (int index = 0; index < places.size(); index++) {
      Place place = places.get(index);
      ContentKey key = place.key;
      head.putLong(key.a()).putLong(key.b()).putLong(key.c()).putLong(key.d());
      head.putLong(Segment.checksum(entry(index))).putInt(place.start).putInt(place.length);
    }
    head.flip();
    head.putLong(0, Segment.MAGIC).putInt(8, 0).putInt(12, places.size());
    head.putLong(16, Segment.checksum(head.slice(Segment.HEADER, rows)));
    return new ByteBuffer[] {head, entries.duplicate().flip()};
  }
}
