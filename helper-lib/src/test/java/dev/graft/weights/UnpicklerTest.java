package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnpicklerTest {
  private static final String TENSOR =
      "ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\n"
          + "X\1\0\0\0aX\3\0\0\0cpuK\4NtQ";

  @Test
  void readsPlainValues() {
    assertEquals(
        Map.of("a", 1L, 2L, List.of(true, 0.5)),
        read("}(X\1\0\0\0aK\1K\2](\u0088G?\u00e0\0\0\0\0\0\0eu."));
    assertEquals(-2L, read("\u008a\1\u00fe."));
    assertEquals(Map.of("k", 7L), read("ccollections\nOrderedDict\n]]U\1kaK\7aa\u0085R."));
  }

  /** Of none, one and two bytes: the highest bit is the sign, and only that. */
  @Test
  void readsIntegersOfAnyLength() {
    assertEquals(0L, read("\u008a\0."));
    assertEquals(127L, read("\u008a\1\u007f."));
    assertEquals(-128L, read("\u008a\1\u0080."));
    assertEquals(0L, read("\u008a\1\0."));
    assertEquals(5L, read("\u008a\2\5\0."));
    assertEquals(255L, read("\u008a\2\u00ff\0."));
    assertEquals(-256L, read("\u008a\2\0\u00ff."));
    assertEquals(-2L, read("J\u00fe\u00ff\u00ff\u00ff."));
    assertEquals(513L, read("M\1\2."));
    String eight = "\u00ff".repeat(7);
    assertEquals(Long.MAX_VALUE, read("\u008a\10" + eight + "\u007f."));
    assertEquals(Long.MIN_VALUE, read("\u008a\10" + "\0".repeat(7) + "\u0080."));
    assertEquals(
        java.math.BigInteger.ONE.shiftLeft(63), read("\u008a\11" + "\0".repeat(7) + "\u0080\0."));
    assertEquals(
        java.math.BigInteger.ONE.shiftLeft(119), read("\u008a\20" + "\0".repeat(14) + "\u0080\0."));
  }

  /** Protocols 2 to 5, false, text of a long length, and what is pushed twice. */
  @Test
  void readsWhatLaterProtocolsWrite() {
    for (int protocol = 2; protocol <= 5; protocol++) {
      assertEquals(false, read("\u0080" + (char) protocol + "\u0089."));
    }
    assertEquals("pickle protocol is 1, 2 to 5 are read", message("\u0080\1N."));
    assertEquals("ab", read("\u008d\2\0\0\0\0\0\0\0ab."));
    assertEquals(List.of(List.of(), List.of()), read("](]2e."));
  }

  /** A memo of four bytes: 300 is none that one byte names. */
  @Test
  void remembersUnderLongNumbers() {
    assertEquals(List.of("a", "a"), read("](X\1\0\0\0ar\54\1\0\0j\54\1\0\0e."));
    assertEquals("pickle recalls memo 300, which it never stored", message("j\54\1\0\0."));
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "builtins, eval",
    "builtins, getattr",
    "torch, load",
    "torch.storage, FloatStorage",
    "numpy.core.multiarray, scalar",
    "collections, defaultdict"
  })
  void refusesToCallAnything(String module, String name) {
    String expected = "weights want to call \"" + module + "." + name + "\"; only tensors are read";
    assertEquals(expected, message("c" + module + "\n" + name + "\nX\2\0\0\0ls\u0085R."));
    assertEquals(
        expected,
        message(
            "\u0080\4\u008c"
                + (char) module.length()
                + module
                + "\u008c"
                + (char) name.length()
                + name
                + "\u0093X\2\0\0\0ls\u0085R."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i | pickle opcode 0x69 at byte 0 is none that tensors need",
        "\u0081 | pickle opcode 0x81 at byte 0 is none that tensors need",
        "\u0082 | pickle opcode 0x82 at byte 0 is none that tensors need",
        "\u0080\u0006. | pickle protocol is 6, 2 to 5 are read",
        "h\u0003. | pickle recalls memo 3, which it never stored",
        "0 | pickle pops a value that it never pushed",
        "K\u0001(0 | pickle pops a value that it never pushed",
        "2 | pickle pops a value that it never pushed",
        "K\u0001(2 | pickle pops a value that it never pushed",
        "q\u0001. | pickle pops a value that it never pushed",
        "\u0085. | pickle pops a value that it never pushed",
        "K\u0001(\u0085. | pickle pops a value that it never pushed",
        "K\u0001\u0086. | pickle pops a value that it never pushed",
        "t | pickle pops a mark that it never set",
        "}(K\u0001u | pickle has a key without value",
        "}]Ns | pickle has ArrayList as a key, must be text or a number",
        "]K\u0001K\u0002s | pickle has ArrayList where Map belongs",
        "NNR | pickle has None where Function belongs",
        "NQ | pickle has None where Tuple belongs",
        "\u008a\u0011. | pickle has an integer of 17 bytes, at most 16",
        "X\u0001\u0000\u0000\u0001. | pickle has over 16777216 bytes of text",
        "K | 'weights end at byte 1, 1 more are wanted at byte 1; file truncated or damaged'",
      })
  void refusesWhatTensorsDoNotNeed(String pickle, String message) {
    assertEquals(message, message(pickle));
  }

  @Test
  void namesTheArgumentThatACallLacks() {
    assertEquals(
        "pickle gives 0 arguments, at least 1 needed",
        message("ctorch._utils\n_rebuild_parameter\n)R."));
    assertEquals("pickle gives 1 arguments, at least 2 needed", message(TENSOR + "tR."));
  }

  @Test
  void endsEndlessPrograms() {
    assertEquals(Pickled.None.NONE, read("N".repeat(999_999) + "."));
    assertEquals("pickle has over 1000000 opcodes", message("N".repeat(1_000_000) + "."));
    assertEquals("pickle has over 1000000 opcodes", message("]".repeat(1_000_001)));
    assertEquals(
        "pickle has a line of over 256 bytes: \"" + "x".repeat(80) + "…\"",
        message("c" + "x".repeat(300)));
  }

  /** A mebibyte is 2²⁰ bytes, and 16 of them are 0x01000000; what counts is all texts together. */
  @Test
  void readsSixteenMebibytesOfTextAndNotAByteMore() {
    String all = "a".repeat(16 << 20);
    assertEquals(all, read("X\0\0\0\1" + all + "."));
    assertEquals("", read("X\0\0\0\0."));
    assertEquals("pickle has over 16777216 bytes of text", message("X\0\0\0\1" + all + "U\1b."));
  }

  @Test
  void standsNestingAndSelfReference() {
    assertEquals(1, ((List<?>) read("]q\0" + "]a".repeat(1) + ".")).size());
    read("]".repeat(200_000) + "a".repeat(199_999) + ".");
    assertEquals(
        "pickle has Tuple as a key, must be text or a number",
        message("})" + "\u0085".repeat(100_000) + "Ns."));
    assertEquals("weights are a ArrayList, must be a dict of tensors", tensorsMessage("]q\0h\0a."));
  }

  @Test
  void unwrapsClearly() {
    assertEquals(
        "weights have no tensors at the top, only [\"a\"]; a dict of tensors may be wrapped as"
            + " state_dict, model_state_dict, model",
        tensorsMessage("}X\1\0\0\0aK\1s."));
    assertEquals(
        "weights are wrapped over 4 dicts deep", tensorsMessage("}q\0X\5\0\0\0modelh\0s."));
  }

  @Test
  void dropsWhatWrappersPutBeforeEveryName() {
    String view = TENSOR + "K\0K\2\u0085K\1\u0085\u0089)tR";
    String wrapped = "X\10\0\0\0module.w" + view;
    assertEquals(Set.of("w"), tensors("}(" + wrapped + "u.").keySet());
    assertEquals(
        Set.of("module.w", "b"), tensors("}(" + wrapped + "X\1\0\0\0b" + view + "u.").keySet());
    assertEquals(Set.of("w"), tensors("}(X\22\0\0\0_orig_mod.module.w" + view + "u.").keySet());
  }

  @Test
  void checksTensorsAgainstTheirStorage() {
    assertEquals(2, tensors(entry("K\2", "K\2\u0085", "K\1\u0085")).get("w").shape().size());
    assertEquals(
        "tensor \"w\" (3) with strides [1] from 2 leaves its storage of 4 values",
        tensorsMessage(entry("K\2", "K\3\u0085", "K\1\u0085")));
    assertEquals(
        "tensor \"w\" (2, 2) with strides [4, 1] from 0 leaves its storage of 4 values",
        tensorsMessage(entry("K\0", "K\2K\2\u0086", "K\4K\1\u0086")));
    assertEquals(
        "tensor \"w\" (2) with strides [-1] from 1 leaves its storage of 4 values",
        tensorsMessage(entry("K\1", "K\2\u0085", "J\u00ff\u00ff\u00ff\u00ff\u0085")));
    assertEquals(
        "tensor \"w\" (2) with strides [] from 0 leaves its storage of 4 values",
        tensorsMessage(entry("K\0", "K\2\u0085", ")")));
    assertEquals(
        "tensor \"w\" is [0], each dimension must be at least 1 and their product at most"
            + " 2147483647",
        tensorsMessage(entry("K\0", "K\0\u0085", "K\1\u0085")));
    assertEquals(
        "tensor \"w\" is [2147483647, 2147483647], each dimension must be at least 1 and their"
            + " product at most 2147483647",
        tensorsMessage(
            entry(
                "K\0",
                "J\u00ff\u00ff\u00ff\u007fJ\u00ff\u00ff\u00ff\u007f\u0086",
                "K\0K\0\u0086")));
    assertEquals(
        "weights repeat their values beyond the size of their file",
        tensorsMessage(entry("K\0", "J\u00ff\u00ff\u00ff\u007f\u0085", "K\0\u0085")));
  }

  /** A dict of one tensor "w" in a storage of four floats. */
  private static String entry(String offset, String size, String stride) {
    return "}X\1\0\0\0w" + TENSOR + offset + size + stride + "\u0089)tRs.";
  }

  private static Object read(String pickle) {
    return Unpickler.read(new Cursor(latin1(pickle)));
  }

  private static Map<String, Tensor> tensors(String pickle) {
    return new TorchTensors(storage -> ByteBuffer.allocateDirect(16), 100).all(read(pickle));
  }

  private static String message(String pickle) {
    return assertThrows(WeightsException.class, () -> read(pickle)).getMessage();
  }

  private static String tensorsMessage(String pickle) {
    return assertThrows(WeightsException.class, () -> tensors(pickle)).getMessage();
  }

  private static ByteBuffer latin1(String text) {

    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
