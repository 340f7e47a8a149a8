package dev.graft.weights;

import static dev.graft.weights.PickleGlobals.as;
import static dev.graft.weights.PickleGlobals.put;

import dev.graft.weights.Pickled.Function;
import dev.graft.weights.Pickled.None;
import dev.graft.weights.Pickled.Storage;
import dev.graft.weights.Pickled.Tuple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads a pickle, and executes nothing.
 *
 * <p>A pickle is a program that may name any function and have it called. This machine is our own
 * because it must be able to build nothing but dicts, lists, tuples, text, numbers and descriptions
 * of tensors: there is no table of constructors that somebody could extend, no class is looked up,
 * and any global outside the handful in {@link PickleGlobals} is an error that names it. It never
 * recurses, and its work and memory are bounded by {@link #MAX_OPCODES} and {@link #MAX_TEXT}, so a
 * hostile file costs an error and not the heap.
 *
 * <p>Opcodes after CPython's {@code Lib/pickletools.py}, protocols 2 to 5.
 */
final class Unpickler {
  /** About forty thousand tensors' worth. */
  static final int MAX_OPCODES = 1_000_000;

  /** Bytes of all texts together. */
  static final int MAX_TEXT = 16 << 20;

  private static final int LONGEST_INTEGER = 16;

  private final Cursor in;
  private final PickleStack stack = new PickleStack();
  private long text;
  private int work;

  private final Consumer<Storage> storages;

  private Unpickler(Cursor in, Consumer<Storage> storages) {
    this.in = in;
    this.storages = storages;
  }

  /** Reads one pickle; the cursor ends behind its STOP. */
  static Object read(Cursor in) {
    return read(in, storage -> {});
  }

  /** Reads one pickle and tells each mention of a storage. */
  static Object read(Cursor in, Consumer<Storage> storages) {
    return new Unpickler(in, storages).run();
  }

  private Object run() {
    while (++work <= MAX_OPCODES) {
      int opcode = in.u8();
      if (opcode == '.') {
        return stack.pop();
      }
      step(opcode);
    }
    throw endless();
  }

  private void step(int opcode) {
    switch (opcode) {
      case 0x80 -> protocol(in.u8());
      case 0x95 -> in.skip(Long.BYTES);
      case '(' -> stack.mark();
      case '0' -> stack.pop();
      case '1' -> stack.popMark();
      case '2' -> stack.push(stack.peek());
      case 'N' -> stack.push(None.NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'J' -> stack.push((long) in.i32());
      case 'K' -> stack.push((long) in.u8());
      case 'M' -> stack.push((long) in.u16());
      case 0x8a -> stack.push(integer(in.u8()));
      case 'G' -> stack.push(in.bigEndianDouble());
      case 'U', 0x8c -> stack.push(text(in.u8()));
      case 'T', 'X' -> stack.push(text(in.u32()));
      case 0x8d -> stack.push(text(in.i64()));
      case ')' -> stack.push(new Tuple(List.of()));
      case 't' -> stack.push(new Tuple(stack.popMark()));
      case 0x85 -> stack.push(new Tuple(stack.popLast(1)));
      case 0x86 -> stack.push(new Tuple(stack.popLast(2)));
      case 0x87 -> stack.push(new Tuple(stack.popLast(3)));
      case ']' -> stack.push(new ArrayList<>());
      case 'a' -> append(stack.popLast(1));
      case 'e' -> append(stack.popMark());
      case '}' -> stack.push(new LinkedHashMap<>());
      case 's' -> putAll(stack.popLast(2));
      case 'u' -> putAll(stack.popMark());
      case 'q' -> stack.remember(in.u8());
      case 'r' -> stack.remember(in.i32());
      case 0x94 -> stack.remember();
      case 'h' -> stack.push(stack.recall(in.u8()));
      case 'j' -> stack.push(stack.recall(in.i32()));
      case 'c' -> stack.push(PickleGlobals.global(in.line(), in.line()));
      case 0x93 -> {
        List<Object> names = stack.popLast(2);
        stack.push(
            PickleGlobals.global(as(String.class, names.get(0)), as(String.class, names.get(1))));
      }
      case 'R' -> {
        List<Object> call = stack.popLast(2);
        Function function = as(Function.class, call.get(0));
        List<Object> arguments = as(Tuple.class, call.get(1)).items();
        arguments.forEach(this::charge);
        stack.push(PickleGlobals.reduce(function, arguments));
      }
      case 'Q' -> {
        Storage storage = PickleGlobals.storage(as(Tuple.class, stack.pop()).items());
        storages.accept(storage);
        stack.push(storage);
      }
      case 'b' -> {
        // an OrderedDict's attributes: torch keeps module versions there
        as(Map.class, stack.pop());
        as(Map.class, stack.peek());
      }
      default ->
          throw new WeightsException(
              String.format(
                  Locale.ROOT,
                  "pickle opcode 0x%02x at byte %d is none that tensors need",
                  opcode,
                  in.position() - 1));
    }
  }

  /** Counts what a call copies: the same long list may be handed over again and again. */
  private void charge(Object argument) {
    int size = argument instanceof Tuple tuple ? tuple.items().size() : 0;
    work += argument instanceof List<?> list ? list.size() : size;
    if (work > MAX_OPCODES) {
      throw endless();
    }
  }

  private static WeightsException endless() {
    return new WeightsException("pickle has over " + MAX_OPCODES + " opcodes");
  }

  private static void protocol(int version) {
    if (version < 2 || version > 5) {
      throw new WeightsException("pickle protocol is " + version + ", 2 to 5 are read");
    }
  }

  private Object integer(int length) {
    if (length > LONGEST_INTEGER) {
      throw new WeightsException(
          "pickle has an integer of " + length + " bytes, at most " + LONGEST_INTEGER);
    }
    byte[] bigEndian = new byte[length + 1];
    for (int i = length; i > 0; i--) {
      bigEndian[i] = (byte) in.u8();
    }
    bigEndian[0] = (byte) (length > 0 && bigEndian[1] < 0 ? -1 : 0);
    var value = new BigInteger(bigEndian);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private String text(long length) {
    text += Math.max(0, length);
    if (length < 0 || text > MAX_TEXT) {
      throw new WeightsException("pickle has over " + MAX_TEXT + " bytes of text");
    }
    return in.text(length);
  }

  private void append(List<Object> values) {
    @SuppressWarnings("unchecked")
    List<Object> list = as(ArrayList.class, stack.peek());
    list.addAll(values);
  }

  private void putAll(List<Object> keysAndValues) {
    @SuppressWarnings("unchecked")
    Map<Object, Object> dict = as(Map.class, stack.peek());
    if (keysAndValues.size() % 2 != 0) {
      throw new WeightsException("pickle has a key without value");
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      put(dict, keysAndValues.get(i), keysAndValues.get(i + 1));
    }
  }
}
