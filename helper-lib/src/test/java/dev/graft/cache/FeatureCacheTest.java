package dev.graft.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.ContentKey;
import dev.graft.data.InputContract;
import dev.graft.data.InputContract.Interpolation;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.weights.GraftHome;
import dev.graft.weights.StateDict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {
  private static final Graph SLICE =
      GraphBuilder.input("slice", 3, 1, 1).relu6("act").flatten("features").build();
  private static final StateDict WEIGHTS = StateDict.of(Map.of());
  private static final InputContract CONTRACT = InputContract.rgb(32, 127, 128, 1);

  @TempDir private Path folder;

  private FeatureShelf shelf(FeatureCache cache) {
    return cache.shelf(SLICE, WEIGHTS, CONTRACT.text(), "runtime 1");
  }

  private FeatureCache cache() {
    return FeatureCache.in(folder, 1 << 20);
  }

  private static ContentKey key(int i) {
    return ContentKey.of("image " + i);
  }

  private static float[] read(FeatureShelf shelf, int i) {
    FloatBuffer into = FloatBuffer.allocate(5).position(1).limit(4);
    return shelf.read(key(i), List.of(into))
        ? new float[] {into.get(1), into.get(2), into.get(3)}
        : new float[0];
  }

  private static void write(FeatureShelf shelf, int i) {
    FloatBuffer one = FloatBuffer.wrap(new float[] {9, i, -i}).position(1);
    shelf.write(key(i), List.of(one, FloatBuffer.wrap(new float[] {Float.MIN_VALUE})));
  }

  private static float[] entry(int i) {
    return new float[] {i, -i, Float.MIN_VALUE};
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void entriesAreReadBeforeAndAfterTheyArePublishedAndInTheNextProcess() throws IOException {
    try (FeatureShelf shelf = shelf(cache())) {
      for (int i = 0; i < 5; i++) {
        write(shelf, i);
        assertArrayEquals(entry(i), read(shelf, i));
      }
      shelf.publish();
      write(shelf, 5);
      for (int i = 0; i < 6; i++) {
        assertArrayEquals(entry(i), read(shelf, i));
      }
      assertFalse(shelf.has(key(6)));
    }
    assertEquals(2, files().size());
    try (FeatureShelf shelf = shelf(cache())) {
      for (int i = 0; i < 6; i++) {
        assertTrue(shelf.has(key(i)));
        assertArrayEquals(entry(i), read(shelf, i));
      }
      assertArrayEquals(new float[0], read(shelf, 6));
    }
    assertEquals(2, files().size());
  }

  /** Texts are as long as they are: an entry is read into buffers of its own size alone. */
  @Test
  void entriesMayDifferInSize() {
    for (int pass = 0; pass < 2; pass++) {
      try (FeatureShelf shelf = shelf(cache())) {
        for (int i = 1; pass == 0 && i < 5; i++) {
          shelf.write(key(i), List.of(FloatBuffer.wrap(new float[i]).put(0, i), short3(i)));
        }
        for (int i = 1; i < 5; i++) {
          FloatBuffer own = FloatBuffer.allocate(i);
          FloatBuffer other = FloatBuffer.allocate(3);
          assertTrue(shelf.read(key(i), List.of(own, other)));
          assertEquals(i, own.get(0));
          assertArrayEquals(short3(i).array(), other.array());
          assertFalse(shelf.read(key(i), List.of(FloatBuffer.allocate(i + 4))));
        }
      }
    }
  }

  private static FloatBuffer short3(int i) {
    return FloatBuffer.wrap(new float[] {i, 2 * i, -i});
  }

  /** Version 1: 32 bytes of header with the size of all entries, rows without places, entries. */
  @Test
  void whatVersionOneKeptIsFound() throws IOException {
    try (FeatureShelf shelf = shelf(cache())) {
      write(shelf, 9);
    }
    ByteBuffer old = ByteBuffer.allocate(32 + 2 * 40 + 2 * 12).order(ByteOrder.LITTLE_ENDIAN);
    old.putLong(0, 0x4752414654463031L).putInt(8, 3).putInt(12, 2).position(32);
    for (int i = 0; i < 2; i++) {
      ContentKey key = key(i);
      ByteBuffer entry = old.slice(32 + 80 + 12 * i, 12).order(ByteOrder.LITTLE_ENDIAN);
      entry.asFloatBuffer().put(entry(i));
      old.putLong(key.a()).putLong(key.b()).putLong(key.c()).putLong(key.d());
      old.putLong(Segment.checksum(entry));
    }
    old.putLong(16, Segment.checksum(old.slice(32, 80)));
    Files.write(files().get(0).resolveSibling("old.features"), old.array());
    try (FeatureShelf shelf = shelf(cache())) {
      for (int i : new int[] {0, 1, 9}) {
        assertArrayEquals(entry(i), read(shelf, i));
      }
    }
  }

  /** What is not the same slice, weights, preprocessing and runtime is another shelf. */
  @Test
  void anythingElseFindsNothing() {
    try (FeatureShelf shelf = shelf(cache())) {
      write(shelf, 1);
    }
    Graph other =
        GraphBuilder.input("slice", 3, 1, 1)
            .activation("act", dev.graft.graph.Activation.Function.RELU)
            .flatten("features")
            .build();
    List<FeatureShelf> others =
        List.of(
            cache().shelf(other, WEIGHTS, CONTRACT.text(), "runtime 1"),
            cache().shelf(SLICE, WEIGHTS, InputContract.rgb(32, 127, 128, 0.5).text(), "runtime 1"),
            cache()
                .shelf(
                    SLICE,
                    WEIGHTS,
                    CONTRACT.interpolation(Interpolation.BICUBIC).text(),
                    "runtime 1"),
            cache().shelf(SLICE, WEIGHTS, CONTRACT.text(), "runtime 2"));
    others.forEach(shelf -> assertFalse(shelf.has(key(1))));
    assertTrue(shelf(cache()).has(key(1)));
  }

  /** Every byte of a file counts: a flipped one is never served as an entry. */
  @Test
  void noFlippedByteIsServed() throws IOException {
    try (FeatureShelf shelf = shelf(cache())) {
      write(shelf, 1);
      write(shelf, 2);
    }
    Path file = files().get(0);
    byte[] good = Files.readAllBytes(file);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x10;
      Files.createDirectories(file.getParent());
      Files.write(file, bad);
      FeatureShelf shelf = shelf(cache());
      int served = 0;
      for (int i = 1; i <= 2; i++) {
        float[] entry = read(shelf, i);
        assertTrue(entry.length == 0 || java.util.Arrays.equals(entry(i), entry), "byte " + at);
        served += entry.length / 3;
      }
      assertTrue(served < 2, "byte " + at + " was not looked at");
    }
  }

  /** An interrupted thread can read no file; that is no reason to delete it. */
  @Test
  void anInterruptCostsNoEntry() throws IOException {
    try (FeatureShelf shelf = shelf(cache())) {
      write(shelf, 1);
    }
    List<Path> before = files();
    Thread.currentThread().interrupt();
    shelf(cache()).close();
    assertTrue(Thread.interrupted());
    assertEquals(before, files());
    try (FeatureShelf shelf = shelf(cache())) {
      assertArrayEquals(entry(1), read(shelf, 1));
    }
  }

  /** A file cut short is no segment; it is deleted. */
  @Test
  void noTornFileIsServed() throws IOException {
    try (FeatureShelf shelf = shelf(cache())) {
      write(shelf, 1);
    }
    Path file = files().get(0);
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(good, length));
      assertFalse(shelf(cache()).has(key(1)), "cut after " + length);
      assertEquals(List.of(), files());
    }
  }

  @Test
  void theBoundHoldsAndTheOldestGoFirst() throws IOException {
    long segment = Segment.size(1, 3);
    FeatureCache small = FeatureCache.in(folder, 3 * segment);
    for (int i = 0; i < 3; i++) {
      try (FeatureShelf shelf = shelf(small)) {
        write(shelf, i);
      }
    }
    assertEquals(3 * segment, small.bytes());
    FileTime longAgo = FileTime.fromMillis(0);
    for (Path file : files()) {
      Files.setLastModifiedTime(file, longAgo);
    }
    FeatureShelf open = shelf(small);
    Path oldest = files().get(1);
    Files.setLastModifiedTime(oldest, longAgo);
    try (FeatureShelf shelf = shelf(FeatureCache.in(folder, 3 * segment))) {
      Files.setLastModifiedTime(oldest, longAgo);
      write(shelf, 3);
    }
    assertFalse(Files.exists(oldest));
    assertEquals(3 * segment, small.bytes());
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(entry(i), read(open, i), "what is open stays readable");
    }
    small.clear();
    assertEquals(0, small.bytes());
  }

  /** A folder that cannot be written costs the next process its entries, nothing else. */
  @Test
  void withoutAFolderEntriesStayInMemory() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (FeatureShelf shelf = shelf(FeatureCache.in(file, 1 << 20))) {
      write(shelf, 1);
      shelf.publish();
      write(shelf, 2);
      assertArrayEquals(entry(1), read(shelf, 1));
      assertArrayEquals(entry(2), read(shelf, 2));
    }
    assertTrue(Files.isRegularFile(file));
  }

  @Test
  void theBoundIsReadFromTheEnvironment() {
    assertEquals(10_000_000_000L, at(Map.of()).bound());
    assertEquals(500_000_000L, at(Map.of("GRAFT_CACHE_GB", "0.5")).bound());
    assertEquals(0, at(Map.of("GRAFT_CACHE_GB", "0")).bound());
    assertEquals(0, FeatureCache.without(() -> at(Map.of()).bound()));
    assertEquals(10_000_000_000L, at(Map.of()).bound(), "left off");
    for (String wrong : List.of("-1", "much")) {
      assertEquals(
          "GRAFT_CACHE_GB is \"" + wrong + "\", must be a number of gigabytes, 0 or more",
          assertThrows(IllegalArgumentException.class, () -> at(Map.of("GRAFT_CACHE_GB", wrong)))
              .getMessage());
    }
  }

  private FeatureCache at(Map<String, String> environment) {
    return FeatureCache.at(new GraftHome(environment, folder));
  }
}
