package dev.graft.serve;

import dev.graft.evaluate.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One number or several, in the units that were learned. */
record SaidNumbers(Estimate estimate) implements Said {
  @Override
  public String name() {
    return estimate.image();
  }

  @Override
  public Map<String, Object> json(int top) {
    Map<String, Double> values = new LinkedHashMap<>();
    estimate.names().forEach(name -> values.put(name, estimate.value(name)));
    return Map.of("values", values);
  }

  @Override
  public String line(int top) {
    return estimate.names().stream()
        .map(name -> String.format(Locale.ROOT, "%s %.6g", name, estimate.value(name)))
        .collect(Collectors.joining(", "));
  }

  @Override
  public List<String> columns(int top) {
    return estimate.names();
  }

  @Override
  public List<String> cells(int top) {
    return estimate.values().stream().map(String::valueOf).toList();
  }
}
