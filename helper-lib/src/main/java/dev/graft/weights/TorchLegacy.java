package dev.graft.weights;

import dev.graft.weights.Pickled.Storage;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@code torch.save} wrote before torch 1.6, and writes still when asked: five pickles
 * (magic number, protocol, system, object, storage keys), then each storage as a count and its raw
 * elements. After {@code _legacy_load} in {@code torch/serialization.py}.
 */
final class TorchLegacy {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;

  private final Cursor in;
  private final Map<String, ByteBuffer> storages = new HashMap<>();
  private final Map<String, Dtype> dtypes = new HashMap<>();

  private TorchLegacy(ByteBuffer file) {
    in = new Cursor(file);
  }

  static boolean recognises(ByteBuffer file) {
    return file.limit() > 0 && file.get(0) == (byte) 0x80;
  }

  static Map<String, Tensor> read(ByteBuffer file) {
    var legacy = new TorchLegacy(file);
    return new TorchTensors(legacy::bytes, file.limit()).all(legacy.object());
  }

  private Object object() {
    expect("magic number", MAGIC, Unpickler.read(in));
    expect("protocol", PROTOCOL, Unpickler.read(in));
    if (!(Unpickler.read(in) instanceof Map<?, ?> system)) {
      throw new WeightsException("pickle does not tell its system, torch writes it third");
    }
    expect("little_endian", true, system.get("little_endian"));
    Object root = Unpickler.read(in, this::declare);
    if (!(Unpickler.read(in) instanceof List<?> keys)) {
      throw new WeightsException("pickle has no list of storage keys, torch writes it fifth");
    }
    keys.forEach(this::storage);
    return root;
  }

  private static void expect(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new WeightsException(
          "pickle's "
              + what
              + " is "
              + Excerpt.quoted(actual)
              + ", torch's is "
              + expected
              + "; not a PyTorch checkpoint");
    }
  }

  /** Remembers a storage's type: it stands in the object, its count only behind the keys. */
  private void declare(Storage storage) {
    Dtype other = dtypes.putIfAbsent(storage.key(), storage.dtype());
    if (other != null && other != storage.dtype()) {
      throw new WeightsException(
          "storage "
              + Excerpt.quoted(storage.key())
              + " is both "
              + other
              + " and "
              + storage.dtype());
    }
  }

  private void storage(Object key) {
    if (!(key instanceof String name) || !dtypes.containsKey(name)) {
      throw new WeightsException("storage keys have one that no tensor uses");
    }
    long count = in.i64();
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new WeightsException("storage " + Excerpt.quoted(name) + " has " + count + " elements");
    }
    if (storages.put(name, in.slice(count * dtypes.get(name).bytes())) != null) {
      throw new WeightsException("storage " + Excerpt.quoted(name) + " is there twice");
    }
  }

  private ByteBuffer bytes(Storage storage) {
    ByteBuffer bytes = storages.get(storage.key());
    TorchZip.checkSize(storage, bytes == null ? -1 : bytes.remaining());
    return bytes;
  }
}
