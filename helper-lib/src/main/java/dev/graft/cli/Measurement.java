package dev.graft.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
          Files.createDirectories(
              Path.of(System.getProperty("graft.root", "."), "target", "bench"));
      Path fresh = folder.resolve("." + job + UUID.randomUUID() + ".json");
      new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(fresh.toFile(), measurements.stream().map(Measurement::json).toList());
      return Files.move(
          fresh,
          folder.resolve(job + ".json"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("benchmark results cannot be written", e);
    }
  }
}
