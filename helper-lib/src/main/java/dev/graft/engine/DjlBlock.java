package dev.graft.engine;

import ai.djl.MalformedModelException;
import ai.djl.mxnet.engine.MxSymbolBlock;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.training.ParameterStore;
import dev.graft.graph.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A private copy of a symbol block, opened from its own bytes. Nobody else can unfreeze it, train
 * it, or switch it to training mode, which for a TorchScript module would move batch statistics
 * that DJL does not show.
 */
final class DjlBlock implements AutoCloseable {
  private final NDManager manager;
  private final Block block;

  private DjlBlock(NDManager manager, Block block) {
    this.manager = manager;
    this.block = block;
  }

  static String engine(Block block) {
    // by name: either engine may be left out of the class path
    for (Class<?> c = block.getClass(); c != null; c = c.getSuperclass()) {
      switch (c.getName()) {
        case "ai.djl.mxnet.engine.MxSymbolBlock" -> {
          return Engines.MXNET;
        }
        case "ai.djl.pytorch.engine.PtSymbolBlock" -> {
          return Engines.PYTORCH;
        }
        default -> {}
      }
    }
    throw new IllegalArgumentException(
        "block is a "
            + block.getClass().getSimpleName()
            + ", must be a symbol of MXNet's or a TorchScript module");
  }

  static byte[] bytes(Block block) {
    var out = new ByteArrayOutputStream();
    try {
      block.saveParameters(new DataOutputStream(out));
    } catch (IOException e) {
      throw new UncheckedIOException("model cannot be copied: " + e.getMessage(), e);
    }
    return out.toByteArray();
  }

  static DjlBlock open(String engine, byte[] bytes) {
    NDManager manager = Engines.load(engine).newBaseManager();
    try {
      Block block =
          engine.equals(Engines.MXNET)
              ? new MxSymbolBlock(manager)
              : new PtSymbolBlock((PtNDManager) manager);
      block.loadParameters(manager, new DataInputStream(new ByteArrayInputStream(bytes)));
      return new DjlBlock(manager, block);
    } catch (IOException | MalformedModelException e) {
      manager.close();
      throw new IllegalArgumentException("model cannot be copied: " + e.getMessage(), e);
    }
  }

  /** Keeps what an inner output of a symbol needs. */
  static byte[] cut(String engine, byte[] whole, String output) {
    if (!engine.equals(Engines.MXNET)) {
      throw new IllegalArgumentException(
          "output is \"" + output + "\", but a TorchScript module cannot be cut; cut it in Python");
    }
    try (DjlBlock copy = open(engine, whole)) {
      var block = (MxSymbolBlock) copy.block;
      List<String> names = block.getLayerNames();
      if (!names.contains(output)) {
        throw new IllegalArgumentException(
            "no output \""
                + output
                + "\"; the last are "
                + String.join(", ", names.subList(Math.max(0, names.size() - 5), names.size())));
      }
      Symbol symbol = block.getSymbol().get(output);
      var part = new MxSymbolBlock(copy.manager, symbol);
      Map<String, Parameter> known = new HashMap<>();
      block.getAllParameters().forEach(p -> known.put(p.getName(), p));
      for (Parameter parameter : part.getAllParameters()) {
        Parameter from = known.get(parameter.getName());
        if (from.isInitialized()) {
          parameter.setArray(from.getArray());
        }
      }
      List<String> needed = Arrays.asList(symbol.getAllNames());
      part.setInputNames(inputs(block).stream().filter(needed::contains).toList());
      return bytes(part);
    }
  }

  private static List<String> inputs(MxSymbolBlock block) {
    List<String> parameters = block.getDirectParameters().keys();
    return block.getAllParameters().stream()
        .map(Parameter::getName)
        .filter(name -> !parameters.contains(name))
        .toList();
  }

  /** Tries it with zeros, and checks what comes. */
  Shape outputOf(Shape in) {
    if (block instanceof MxSymbolBlock symbol && inputs(symbol).size() != 1) {
      throw new IllegalArgumentException(
          "model has the inputs "
              + String.join(", ", inputs(symbol))
              + ", must have one; cut it before the others with output(name)");
    }
    try (NDManager once = manager.newSubManager()) {
      NDArray y = forward(once.zeros(new ai.djl.ndarray.types.Shape(in.batch(1))));
      long[] shape = y.getShape().getShape();
      if (y.getDataType() != DataType.FLOAT32
          || shape[0] != 1
          || shape.length != 2 && shape.length != 4) {
        throw new IllegalArgumentException(
            "output is "
                + y.getShape()
                + " of "
                + y.getDataType()
                + ", must be (N, C) or (N, C, H, W) of float32");
      }
      return new Shape(Arrays.stream(shape).skip(1).mapToObj(Math::toIntExact).toList());
    }
  }

  long parameters() {
    return block.getParameters().values().stream()
        .filter(Parameter::isInitialized)
        .mapToLong(p -> p.getArray().size())
        .sum();
  }

  /** Runs as at inference, always. */
  NDArray forward(NDArray x) {
    NDList y = block.forward(new ParameterStore(manager, false), new NDList(x), false);
    if (y.size() != 1) {
      throw new IllegalArgumentException("model has " + y.size() + " outputs, must have one");
    }
    return y.head();
  }

  NDManager manager() {
    return manager;
  }

  @Override
  public void close() {
    manager.close();
  }
}
