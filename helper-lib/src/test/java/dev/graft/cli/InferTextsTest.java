package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.TextEncoder;
import dev.graft.engine.Bodies;
import dev.graft.engine.EngineSource;
import dev.graft.engine.TinyNetwork;
import dev.graft.graph.Shape;
import dev.graft.weights.Safetensors;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./graft infer} on texts: ids and a mask in, tokens or one vector out. */
class InferTextsTest {
  /** More than one chunk of sixteen. */
  private static final int N = 19;

  private static final int T = 3;

  @TempDir static Path folder;
  private static Path weights;

  private final Path input = folder.resolve("ids.npy");
  private final Path mask = folder.resolve("mask.npy");
  private final Path output = folder.resolve("y.npy");

  @BeforeAll
  static void write() {
    weights = folder.resolve("minilm.safetensors");
    var graph = TextEncoder.named("minilm_l6").orElseThrow().graph(T);
    Safetensors.write(weights, TinyNetwork.weights(graph, 1), Map.of());
  }

  /** As {@code np.save} writes whole numbers of four bytes or eight. */
  static void npy(Path file, int bytes, String shape, long... values) throws IOException {
    String header =
        String.format(
            Locale.ROOT,
            "{'descr': '<i%d', 'fortran_order': False, 'shape': (%s), }\n",
            bytes,
            shape);
    ByteBuffer all =
        ByteBuffer.allocate(10 + header.length() + bytes * values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    all.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    all.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    for (long value : values) {
      if (bytes == Integer.BYTES) {
        all.putInt((int) value);
      } else {
        all.putLong(value);
      }
    }
    Files.write(file, all.array());
  }

  /** Texts of one token to three; what stands behind them is up to the caller. */
  private void texts(int padding) throws IOException {
    long[] ids = new long[N * T];
    long[] there = new long[N * T];
    for (int i = 0; i < ids.length; i++) {
      there[i] = i % T <= i / T % T ? 1 : 0;
      ids[i] = there[i] == 1 ? 1600L * i % 30522 : padding;
    }
    npy(input, Long.BYTES, N + ", " + T, ids);
    npy(mask, Integer.BYTES, N + ", " + T, there);
  }

  private Run infer(String backbone, String... more) {
    List<String> all = new ArrayList<>(List.of("infer", "--backbone", backbone));
    all.addAll(List.of("--input", input.toString(), "--output", output.toString()));
    all.addAll(List.of(more));
    return Run.of(all.toArray(String[]::new));
  }

  private Run minilm(String engine, String... more) {
    List<String> all = new ArrayList<>(List.of("--weights", weights.toString()));
    all.addAll(List.of("--mask", mask.toString(), "--engine", engine));
    all.addAll(List.of(more));
    return infer("minilm_l6", all.toArray(String[]::new));
  }

  @EngineSource
  void tokensAreTheSameOnEveryEngine(String engine) throws IOException {
    texts(0);
    assertEquals(0, minilm(engine).status());
    Tensor y = Npy.read(output);
    assertEquals(Shape.of(N, T, 384), y.shape());
    Run run = minilm(Bodies.COMPILED);
    assertEquals(
        "minilm_l6 encoder.layer.5.output.LayerNorm on compiled -> " + output + " (19, 3, 384)\n",
        run.out());
    assertArrayEquals(Npy.read(output).toArray(), y.toArray(), 1e-3f);
    minilm(engine, "--stage", "block6");
    assertArrayEquals(y.toArray(), Npy.read(output).toArray());
    minilm(engine, "--stage", "top");
    assertEquals(Shape.of(N, 384), Npy.read(output).shape());
    assertEquals(0, minilm(engine, "--stage", "embeddings").status());
    assertEquals(Shape.of(N, T, 384), Npy.read(output).shape());
  }

  /** Other padding, the same vectors; and without a mask all tokens count. */
  @Test
  void paddingDoesNotMatter() throws IOException {
    texts(0);
    minilm(Bodies.COMPILED, "--stage", "top");
    Tensor y = Npy.read(output);
    texts(30521);
    minilm(Bodies.COMPILED, "--stage", "top");
    assertArrayEquals(y.toArray(), Npy.read(output).toArray(), 1e-5f);
    String[] open = {"--weights", weights.toString(), "--engine", "compiled", "--stage", "top"};
    infer("minilm_l6", open);
    float difference = Npy.read(output).toArray()[0] - y.toArray()[0];
    assertTrue(Math.abs(difference) > 1e-3, "without a mask: " + difference);
  }

  private String refused(Run run) {
    assertEquals(2, run.status());
    assertEquals("", run.out());
    return run.err();
  }

  @Test
  void idsThatThereAreNotAreNamed() throws IOException {
    texts(0);
    npy(mask, Long.BYTES, "18, 2", new long[36]);
    long[] ids = new long[36];
    for (long wrong : new long[] {30522, -1}) {
      ids[35] = wrong;
      npy(input, Integer.BYTES, "18, 2", ids);
      assertEquals(
          "graft: ids of sample 17: " + wrong + " at 1, must be a whole number from 0 to 30521\n",
          refused(minilm("compiled")));
    }
    ids[35] = 1L << 40;
    npy(input, Long.BYTES, "18, 2", ids);
    assertEquals(
        "graft: input " + input + " holds 1099511627776 at 35, too far from 0 for an id\n",
        refused(minilm("compiled")));
  }

  @Test
  void masksThatAreNoneAreNamed() throws IOException {
    npy(input, Long.BYTES, "1, 2", 5, 6);
    npy(mask, Long.BYTES, "1, 2", 1, 2);
    assertEquals("graft: mask of sample 0: 2 at 1, must be 0 or 1\n", refused(minilm("compiled")));
    npy(mask, Long.BYTES, "2, 1", 1, 1);
    assertEquals(
        "graft: mask is (2, 1), must be (1, 2) as the input is\n", refused(minilm("compiled")));
    Npy.write(mask, Tensor.filled(Shape.of(1, 2), 1));
    assertEquals(
        "graft: input "
            + mask
            + " is {'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }; it must be int32 or"
            + " int64, little-endian, in C order\n",
        refused(minilm("compiled")));
  }

  @Test
  void otherArgumentsAreOneLineToo() throws IOException {
    npy(input, Long.BYTES, "1, 513", new long[513]);
    npy(mask, Long.BYTES, "1, 513", new long[513]);
    assertEquals(
        "graft: texts have 513 tokens, minilm_l6 takes 1 to 512\n", refused(minilm("compiled")));
    npy(input, Long.BYTES, "2,", 1, 2);
    assertEquals("graft: input is (2), must be (N, T)\n", refused(minilm("compiled")));
    texts(0);
    assertEquals(
        "graft: --mask is for texts, resnet18 reads images\n",
        refused(infer("resnet18", "--mask", mask.toString())));
    String stage = refused(minilm("compiled", "--stage", "block7"));
    assertTrue(stage.startsWith("graft: no layer \"block7\"; this backbone has embed"), stage);
    String other = refused(infer("bge_small", "--weights", weights.toString()));
    assertTrue(other.contains("tensors are missing: encoder.layer.6."), other);
  }
}
