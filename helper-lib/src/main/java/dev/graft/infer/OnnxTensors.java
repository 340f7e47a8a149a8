package dev.graft.infer;

import ai.onnxruntime.OnnxTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tensors over buffers of ours, by the names of values; closed together. */
final class OnnxTensors implements AutoCloseable {
  private final Map<String, OnnxTensor> byName = new LinkedHashMap<>();

  void add(String name, OnnxTensor tensor) {
    byName.put(name, tensor);
  }

  Map<String, OnnxTensor> byName() {
    return byName;
  }

  @Override
  public void close() {
    byName.values().forEach(OnnxTensor::close);
  }
}
