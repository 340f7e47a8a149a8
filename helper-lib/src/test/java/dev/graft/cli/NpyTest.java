package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.graph.Shape;
import dev.graft.reference.Published;
import dev.graft.weights.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
  /** {@code np.save(file, np.array([[1.5, -2, 3], [4, 5, 6.25]], dtype='<f4'))} by numpy 2.3. */
  private static final byte[] FLOATS =
      numpy("'<f4', 'fortran_order': False, 'shape': (2, 3)", 58, 1.5f, -2, 3, 4, 5, 6.25f);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("x.npy");
  }

  private static byte[] numpy(String described, int blanks, float... values) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 'v', 0});
    String header = "{'descr': " + described + ", }" + " ".repeat(blanks) + "\n";
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    bytes.writeBytes(data.array());
    return bytes.toByteArray();
  }

  private String refused(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return assertThrows(IllegalArgumentException.class, () -> Npy.read(file)).getMessage();
  }

  @Test
  void whatNumpyWroteIsRead() throws IOException {
    Files.write(file, FLOATS);
    Tensor x = Npy.read(file);
    assertEquals(Shape.of(2, 3), x.shape());
    assertArrayEquals(new float[] {1.5f, -2, 3, 4, 5, 6.25f}, x.toArray());
  }

  @Test
  void doublesAreReadAsFloats() throws IOException {
    ByteBuffer halves = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    halves.asDoubleBuffer().put(new double[] {0.5, -1});
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(numpy("'<f8', 'fortran_order': False, 'shape': (2,)", 60));
    bytes.writeBytes(halves.array());
    Files.write(file, bytes.toByteArray());
    assertEquals(Shape.of(2), Npy.read(file).shape());
    assertArrayEquals(new float[] {0.5f, -1}, Npy.read(file).toArray());
  }

  @Test
  void whatIsWrittenIsWhatNumpyWrites() throws IOException {
    Npy.write(file, Tensor.of(Shape.of(2, 3), new float[] {1.5f, -2, 3, 4, 5, 6.25f}));
    assertArrayEquals(FLOATS, Files.readAllBytes(file));
    Npy.write(file, Tensor.of(Shape.of(1), new float[] {7}));
    assertArrayEquals(
        numpy("'<f4', 'fortran_order': False, 'shape': (1,)", 60, 7), Files.readAllBytes(file));
    assertArrayEquals(new float[] {7}, Npy.read(file).toArray());
  }

  @Test
  void numpyReadsWhatIsWritten() {
    assumeTrue(
        Published.python("-c", "import numpy; print('ok')").strip().equals("ok"),
        "this Python has no numpy; set GRAFT_PYTHON");
    Npy.write(file, Tensor.of(Shape.of(1, 2, 2), new float[] {1, 2, 3, 4.5f}));
    assertEquals(
        "(1, 2, 2) float32 [1.0, 2.0, 3.0, 4.5]",
        Published.python(
                "-c",
                "import sys, numpy; x = numpy.load(sys.argv[1]);"
                    + " print(x.shape, x.dtype, x.ravel().tolist())",
                file.toString())
            .strip());
  }

  @Test
  void otherFilesAreNamed() throws IOException {
    assertEquals("input is no .npy file: " + file, refused("PK plain text".getBytes("UTF-8")));
    assertEquals("input is no .npy file: " + file, refused(new byte[0]));
    assertEquals("input is cut short: " + file, refused(Arrays.copyOf(FLOATS, 60)));
    assertEquals(
        "input " + file + " holds 23 bytes, its shape (2, 3) needs 24",
        refused(Arrays.copyOf(FLOATS, FLOATS.length - 1)));
    Path missing = folder.resolve("none.npy");
    assertEquals(
        "input is not readable: " + missing,
        assertThrows(UncheckedIOException.class, () -> Npy.read(missing)).getMessage());
  }

  @Test
  void otherLayoutsAreNamed() throws IOException {
    String wanted = "; it must be float32 or float64, little-endian, in C order";
    assertEquals(
        "input "
            + file
            + " is {'descr': '<i8', 'fortran_order': False, 'shape': (2, 2), }"
            + wanted,
        refused(numpy("'<i8', 'fortran_order': False, 'shape': (2, 2)", 58)));
    assertEquals(
        "input " + file + " is {'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }" + wanted,
        refused(numpy("'<f4', 'fortran_order': True, 'shape': (2, 2)", 59)));
    assertEquals(
        "input "
            + file
            + " is {'descr': '>f4', 'fortran_order': False, 'shape': (2, 2), }"
            + wanted,
        refused(numpy("'>f4', 'fortran_order': False, 'shape': (2, 2)", 58)));
  }

  /** {@code np.save(file, np.array([[1, -2], [3, 4]], dtype=…))}. */
  @Test
  void wholeNumbersAreReadWhereTheyAreAskedFor() throws IOException {
    for (int bytes : new int[] {4, 8}) {
      InferTextsTest.npy(file, bytes, "2, 2", 1, -2, 3, 1 << 24);
      assertEquals(Shape.of(2, 2), Npy.readWhole(file).shape());
      assertArrayEquals(new float[] {1, -2, 3, 1 << 24}, Npy.readWhole(file).toArray());
    }
    InferTextsTest.npy(file, 4, "1,", (1 << 24) + 1);
    assertEquals(
        "input " + file + " holds 16777217 at 0, too far from 0 for an id",
        assertThrows(IllegalArgumentException.class, () -> Npy.readWhole(file)).getMessage());
    for (String type : new String[] {"<f4", "<u4", "|b1", "<i2", ">i8", "|O", "<U3"}) {
      String described = "'" + type + "', 'fortran_order': False, 'shape': (1,)";
      Files.write(file, numpy(described, 104 - described.length(), 1));
      String message =
          assertThrows(IllegalArgumentException.class, () -> Npy.readWhole(file)).getMessage();
      assertEquals(
          "; it must be int32 or int64, little-endian, in C order",
          message.substring(message.indexOf(';')));
    }
  }

  @Test
  void impossibleShapesAreNamed() throws IOException {
    assertEquals(
        "shape is [0, 3], each dimension must be at least 1",
        refused(numpy("'<f4', 'fortran_order': False, 'shape': (0, 3)", 58)));
    assertEquals(
        "input " + file + " has the shape (99999999999,), too large for one file",
        refused(numpy("'<f4', 'fortran_order': False, 'shape': (99999999999,)", 50)));
  }
}
