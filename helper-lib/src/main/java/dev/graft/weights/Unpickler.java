package dev.graft.weights;

import dev.graft.weights.Pickled.Function;
import dev.graft.weights.Pickled.None;
import dev.graft.weights.Pickled.Storage;
import dev.graft.weights.Pickled.StorageType;
import dev.graft.weights.Pickled.Tuple;
import dev.graft.weights.Pickled.View;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a pickle, and executes nothing.
 *
 * <p>A pickle is a program that may name any function and have it called. This machine is our own
 * because it must be able to build nothing but dicts, lists, tuples, text, numbers and descriptions
 * of tensors: there is no table of constructors that somebody could extend, no class is looked up,
 * and any global outside the handful in {@link #global} is an error that names it. It never
 * recurses, and its work and memory are bounded by {@link #MAX_OPCODES} and {@link #MAX_TEXT}, so a
 * hostile file costs an error and not the heap.
 *
 * <p>Opcodes after CPython's {@code Lib/pickletools.py}, protocols 2 to 5; the globals after {@code
 * torch/_utils.py} and {@code torch/serialization.py} of torch 2.7.
 */
final class Unpickler {
  /** About forty thousand tensors' worth. */
  static final int MAX_OPCODES = 1_000_000;

  /** Bytes of all texts together. */
  static final int MAX_TEXT = 16 << 20;

  private static final int LONGEST_INTEGER = 16;

  private final Cursor in;
  private final List<Object> stack = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private long text;

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

  static String quoted(CharSequence text) {
    return "\"" + (text.length() > 80 ? text.subSequence(0, 80) + "…" : text) + "\"";
  }

  private Object run() {
    for (int count = 0; count < MAX_OPCODES; count++) {
      int opcode = in.u8();
      if (opcode == '.') {
        return pop();
      }
      step(opcode);
    }
    throw new WeightsException("pickle has over " + MAX_OPCODES + " opcodes");
  }

  private void step(int opcode) {
    switch (opcode) {
      case 0x80 -> protocol(in.u8());
      case 0x95 -> in.skip(Long.BYTES);
      case '(' -> marks.push(stack.size());
      case '0' -> pop();
      case '1' -> popMark();
      case '2' -> push(peek());
      case 'N' -> push(None.NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'J' -> push((long) in.i32());
      case 'K' -> push((long) in.u8());
      case 'M' -> push((long) in.u16());
      case 0x8a -> push(integer(in.u8()));
      case 'G' -> push(in.bigEndianDouble());
      case 'U', 0x8c -> push(text(in.u8()));
      case 'T', 'X' -> push(text(in.u32()));
      case 0x8d -> push(text(in.i64()));
      case ')' -> push(new Tuple(List.of()));
      case 't' -> push(new Tuple(popMark()));
      case 0x85 -> push(new Tuple(popLast(1)));
      case 0x86 -> push(new Tuple(popLast(2)));
      case 0x87 -> push(new Tuple(popLast(3)));
      case ']' -> push(new ArrayList<>());
      case 'a' -> append(popLast(1));
      case 'e' -> append(popMark());
      case '}' -> push(new LinkedHashMap<>());
      case 's' -> putAll(popLast(2));
      case 'u' -> putAll(popMark());
      case 'q' -> memo.put(in.u8(), peek());
      case 'r' -> memo.put(in.i32(), peek());
      case 0x94 -> memo.put(memo.size(), peek());
      case 'h' -> push(recall(in.u8()));
      case 'j' -> push(recall(in.i32()));
      case 'c' -> push(global(in.line(), in.line()));
      case 0x93 -> {
        List<Object> names = popLast(2);
        push(global(as(String.class, names.get(0)), as(String.class, names.get(1))));
      }
      case 'R' -> {
        List<Object> call = popLast(2);
        push(reduce(as(Function.class, call.get(0)), as(Tuple.class, call.get(1)).items()));
      }
      case 'Q' -> push(storage(as(Tuple.class, pop()).items()));
      case 'b' -> {
        // an OrderedDict's attributes: torch keeps module versions there
        as(Map.class, pop());
        as(Map.class, peek());
      }
      default ->
          throw new WeightsException(
              String.format(
                  "pickle opcode 0x%02x at byte %d is none that tensors need",
                  opcode, in.position() - 1));
    }
  }

  private static void protocol(int version) {
    if (version < 2 || version > 5) {
      throw new WeightsException("pickle protocol is " + version + ", 2 to 5 are read");
    }
  }

  /** Admits what tensors are made of. Everything a pickle can name passes here. */
  private static Pickled global(String module, String name) {
    String full = module + "." + name;
    switch (full) {
      case "collections.OrderedDict":
        return Function.ORDERED_DICT;
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2":
        return Function.REBUILD_TENSOR;
      case "torch._utils._rebuild_parameter":
        return Function.REBUILD_PARAMETER;
      default:
        var dtype = module.equals("torch") ? Dtype.ofStorage(name) : Optional.<Dtype>empty();
        return new StorageType(
            dtype.orElseThrow(
                () ->
                    new WeightsException(
                        "weights want to call " + quoted(full) + "; only tensors are read")));
    }
  }

  private static Object reduce(Function function, List<Object> arguments) {
    return switch (function) {
      case ORDERED_DICT -> {
        Map<Object, Object> dict = new LinkedHashMap<>();
        if (!arguments.isEmpty()) {
          // how Python 2 wrote it: one list of [key, value]
          for (Object item : as(List.class, arguments.get(0))) {
            List<?> pair = as(List.class, item);
            put(dict, argument(Object.class, pair, 0), argument(Object.class, pair, 1));
          }
        }
        yield dict;
      }
      case REBUILD_TENSOR ->
          new View(
              argument(Storage.class, arguments, 0),
              argument(Long.class, arguments, 1),
              longs(argument(Tuple.class, arguments, 2)),
              longs(argument(Tuple.class, arguments, 3)));
      case REBUILD_PARAMETER -> argument(View.class, arguments, 0);
    };
  }

  private Storage storage(List<Object> id) {
    if (!"storage".equals(argument(String.class, id, 0))) {
      throw new WeightsException("persistent id is " + id.get(0) + ", must be storage");
    }
    if (id.size() > 5 && id.get(5) != None.NONE) {
      throw new WeightsException("views of storages, as before torch 0.4, are not read");
    }
    var storage =
        new Storage(
            argument(String.class, id, 2),
            argument(StorageType.class, id, 1).dtype(),
            argument(Long.class, id, 4));
    storages.accept(storage);
    return storage;
  }

  private static List<Long> longs(Tuple tuple) {
    return tuple.items().stream().map(item -> as(Long.class, item)).toList();
  }

  private static <T> T argument(Class<T> type, List<?> arguments, int index) {
    if (index >= arguments.size()) {
      throw new WeightsException(
          "pickle gives " + arguments.size() + " arguments, at least " + (index + 1) + " needed");
    }
    return as(type, arguments.get(index));
  }

  private static <T> T as(Class<T> type, Object value) {
    if (!type.isInstance(value)) {
      throw new WeightsException(
          "pickle has "
              + value.getClass().getSimpleName()
              + " where "
              + type.getSimpleName()
              + " belongs");
    }
    return type.cast(value);
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

  private Object recall(int key) {
    Object value = memo.get(key);
    if (value == null) {
      throw new WeightsException("pickle recalls memo " + key + ", which it never stored");
    }
    return value;
  }

  private void append(List<Object> values) {
    @SuppressWarnings("unchecked")
    List<Object> list = as(ArrayList.class, peek());
    list.addAll(values);
  }

  private void putAll(List<Object> keysAndValues) {
    @SuppressWarnings("unchecked")
    Map<Object, Object> dict = as(Map.class, peek());
    if (keysAndValues.size() % 2 != 0) {
      throw new WeightsException("pickle has a key without value");
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      put(dict, keysAndValues.get(i), keysAndValues.get(i + 1));
    }
  }

  private static void put(Map<Object, Object> dict, Object key, Object value) {
    if (!(key instanceof String || key instanceof Long)) {
      throw new WeightsException(
          "pickle has " + key.getClass().getSimpleName() + " as a key, must be text or a number");
    }
    dict.put(key, value);
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object peek() {
    floor(1);
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    floor(1);
    return stack.remove(stack.size() - 1);
  }

  private List<Object> popLast(int count) {
    floor(count);
    return cut(stack.size() - count);
  }

  private List<Object> popMark() {
    if (marks.isEmpty()) {
      throw new WeightsException("pickle pops a mark that it never set");
    }
    return cut(marks.pop());
  }

  private List<Object> cut(int from) {
    List<Object> tail = stack.subList(from, stack.size());
    List<Object> copy = new ArrayList<>(tail);
    tail.clear();
    return copy;
  }

  private void floor(int count) {
    int bottom = marks.isEmpty() ? 0 : marks.peek();
    if (stack.size() - bottom < count) {
      throw new WeightsException("pickle pops a value that it never pushed");
    }
  }
}
