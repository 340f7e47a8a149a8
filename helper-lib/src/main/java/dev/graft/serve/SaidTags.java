package dev.graft.serve;

import dev.graft.evaluate.Tagged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Any number of tags. */
record SaidTags(Tagged tagged) implements Said {
  @Override
  public String name() {
    return tagged.image();
  }

  @Override
  public Map<String, Object> json(int top) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("tags", tagged.tags());
    Map<String, Double> shares = new LinkedHashMap<>();
    tagged.names().stream()
        .sorted(Comparator.comparingDouble(name -> -tagged.probability(name)))
        .limit(top)
        .forEach(name -> shares.put(name, Said.rounded(tagged.probability(name))));
    object.put("top", shares);
    return object;
  }

  @Override
  public String line(int top) {
    String tags =
        tagged.tags().stream()
            .map(name -> String.format(Locale.ROOT, "%s %.1f %%", name, percent(name)))
            .collect(Collectors.joining(", "));
    return tags.isEmpty() ? "no tag" : tags;
  }

  private double percent(String name) {
    return 100 * tagged.probability(name);
  }

  @Override
  public List<String> columns(int top) {
    List<String> names = new ArrayList<>(List.of("tags"));
    names.addAll(tagged.names());
    return names;
  }

  @Override
  public List<String> cells(int top) {
    List<String> cells = new ArrayList<>(List.of(String.join(";", tagged.tags())));
    tagged.probabilities().forEach(p -> cells.add(String.format(Locale.ROOT, "%.6f", p)));
    return cells;
  }
}
