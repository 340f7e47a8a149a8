package dev.graft.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Tells which entries of a bundle are weights, and how the variables are called.
 *
 * <p>TensorFlow 1 writes variables under their names, and beside a variable what belongs to it:
 * {@code conv/weights/RMSProp}. A running average, {@code conv/weights/ExponentialMovingAverage},
 * stands for the variable, as it does where TF-Slim evaluates; all else is left out. TensorFlow 2
 * writes variables under their places in an object, {@code variables/0/.ATTRIBUTES/VARIABLE_VALUE},
 * and an object graph ({@code trackable_object_graph.proto}) with their names.
 */
final class BundleNames {
  private static final String GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";
  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  /** Where Keras and TensorFlow 2 keep what is of no use without the training. */
  private static final Pattern TRAINING =
      Pattern.compile("(optimizer|keras_api)/.*|.*/\\.OPTIMIZER_SLOT/.*");

  private static final String AVERAGE = "/ExponentialMovingAverage";

  /** TF-Slim's names for what Keras calls otherwise, in Keras's layout. */
  private static final Map<String, String> KERAS =
      Map.of(
          "weights", "kernel",
          "pointwise_weights", "pointwise_kernel",
          "depthwise_weights", "depthwise_kernel");

  private final Map<String, BundleEntry> entries;
  private final Map<String, ByteBuffer> values = new HashMap<>();
  private final Map<Content, ByteBuffer> known = new HashMap<>();
  private final Map<String, String> fullNames = new HashMap<>();

  /** What an index tells of a tensor's content. */
  private record Content(int type, List<Long> shape, int crc) {}

  BundleNames(List<BundleEntry> entries) {
    this.entries =
        entries.stream()
            .collect(
                Collectors.toMap(
                    BundleEntry::key, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  }

  boolean wants(BundleEntry entry) {
    String key = entry.key();
    if (key.equals(GRAPH)) {
      return entry.type() == BundleEntry.STRING;
    }
    if (entry.floats().isEmpty()
        || TRAINING.matcher(key).matches()
        || entries.containsKey(key + AVERAGE)) {
      return false;
    }
    boolean wanted = key.endsWith(AVERAGE) || !entries.containsKey(parent(key));
    if (wanted && entry.sliced()) {
      throw new WeightsException(
          "variable "
              + Excerpt.quoted(key)
              + " lies in pieces, only whole ones are read; save it without a partitioner");
    }
    return wanted;
  }

  private static String parent(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('/')));
  }

  /** Takes an entry's bytes. Some savers write a variable twice: one copy is enough. */
  void put(BundleEntry entry, ByteBuffer bytes) {
    if (entry.key().equals(GRAPH)) {
      readGraph(entry, bytes);
      return;
    }
    String title = "tensor " + Excerpt.quoted(entry.key());
    MaskedCrc.check(title, MaskedCrc.of(bytes), entry.crc());
    ByteBuffer same =
        known.computeIfAbsent(new Content(entry.type(), entry.shape(), entry.crc()), c -> bytes);
    values.put(entry.key(), same.equals(bytes) ? same : bytes);
  }

  /** A string: its length as a varint, a checksum of the length, and the string. */
  private void readGraph(BundleEntry entry, ByteBuffer bytes) {
    var in = new Cursor(bytes);
    long length = in.varint();
    if (length < 0 || length > BoundedJson.LONGEST || !entry.shape().isEmpty()) {
      throw new WeightsException(
          "bundle's object graph has " + length + " bytes, must be at most " + BoundedJson.LONGEST);
    }
    var crc = new CRC32C();
    crc.update(intBytes((int) length));
    int lengthCrc = in.i32();
    MaskedCrc.check("length of the bundle's object graph", MaskedCrc.of(crc), lengthCrc);
    crc.update(intBytes(lengthCrc));
    ByteBuffer graph = in.slice(length);
    crc.update(graph.duplicate());
    MaskedCrc.check("bundle's object graph", MaskedCrc.of(crc), entry.crc());
    BundleEntry.message(
        "bundle's object graph",
        graph,
        (number, nodes) -> number == 1 && readNode(nodes.readByteBuffer()));
  }

  private static byte[] intBytes(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private boolean readNode(ByteBuffer node) {
    BundleEntry.message(
        "node of the bundle's object graph",
        node,
        (number, in) -> number == 2 && readAttribute(in.readByteBuffer()));
    return true;
  }

  private boolean readAttribute(ByteBuffer attribute) {
    String[] names = {"", ""};
    BundleEntry.message(
        "attribute in the bundle's object graph",
        attribute,
        (number, in) -> {
          if (number == 2 || number == 3) {
            names[number - 2] = new String(in.readByteArray(), StandardCharsets.UTF_8);
            return true;
          }
          return false;
        });
    if (!names[0].isEmpty()) {
      fullNames.put(names[1], names[0]);
    }
    return true;
  }

  /** Gives all tensors and lets go of their bytes, so that turned ones are not there twice. */
  Map<String, Tensor> tensors() {
    Map<String, List<BundleEntry>> byName = new LinkedHashMap<>();
    for (BundleEntry entry : entries.values()) {
      if (values.containsKey(entry.key())) {
        byName.computeIfAbsent(name(entry.key()), name -> new ArrayList<>()).add(entry);
      }
    }
    known.clear();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    byName.forEach(
        (name, named) -> {
          BundleEntry first = named.get(0);
          ByteBuffer bytes = values.get(first.key());
          boolean one = named.stream().allMatch(entry -> values.get(entry.key()) == bytes);
          for (BundleEntry entry : one ? named.subList(0, 1) : named) {
            // one name for several variables tells nothing, their places do
            String title = one ? name : plain(entry.key());
            if (tensors.put(title, tensor(name, entry, values.get(entry.key()))) != null) {
              throw new WeightsException("two tensors are " + Excerpt.quoted(title));
            }
          }
          named.forEach(entry -> values.remove(entry.key()));
        });
    return tensors;
  }

  private String name(String key) {
    return fullNames.getOrDefault(key, plain(key));
  }

  private static String plain(String key) {
    for (String suffix : Set.of(VALUE, AVERAGE)) {
      if (key.endsWith(suffix)) {
        return key.substring(0, key.length() - suffix.length());
      }
    }
    return key;
  }

  private static Tensor tensor(String name, BundleEntry entry, ByteBuffer bytes) {
    Tensor tensor = entry.tensor(bytes.order(ByteOrder.LITTLE_ENDIAN));
    String last = name.substring(name.lastIndexOf('/') + 1);
    int rank = tensor.shape().rank();
    // what only has a kernel's name stays as it is
    boolean kernel = last.startsWith("depthwise_") ? rank == 4 : rank > 1 && rank < 6;
    return kernel ? KerasLayout.torchLayout(name, KERAS.getOrDefault(last, last), tensor) : tensor;
  }
}
