package dev.graft.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.weights.AtomicFile;
import dev.graft.weights.Destination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One figure of a benchmark, as it stands in the JSON. */
record Measurement(
    String name, String engine, double value, String unit, Map<String, Object> more) {

  double number(String key) {
    return ((Number) more.get(key)).doubleValue();
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("case", name);
    json.put("engine", engine);
    json.put("value", value);
    json.put("unit", unit);
    json.putAll(more);
    return json;
  }

  static Path write(String job, List<Measurement> measurements) {
    try {
      Path folder =
          Destination.folder(Path.of(System.getProperty("graft.root", "."), "target", "bench"));
      byte[] json =
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsBytes(measurements.stream().map(Measurement::json).toList());
      Path file = folder.resolve(job + ".json");
      AtomicFile.write(file, out -> out.write(json));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("benchmark results cannot be written", e);
    }
  }
}
