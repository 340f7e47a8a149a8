package dev.graft.serve;

import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Verdict;
import dev.graft.plot.Plots;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One class of several. */
record SaidClass(Prediction prediction) implements Said {
  @Override
  public String name() {
    return prediction.image();
  }

  @Override
  public Map<String, Object> json(int top) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("label", prediction.predicted());
    object.put("probability", Said.rounded(prediction.confidence()));
    Map<String, Double> shares = new LinkedHashMap<>();
    best(top).forEach(label -> shares.put(className(label), Said.rounded(probability(label))));
    object.put("top", shares);
    prediction.verdict().ifPresent(verdict -> add(object, verdict));
    return object;
  }

  private static void add(Map<String, Object> object, Verdict verdict) {
    object.put("set", verdict.classes());
    object.put("promised", verdict.promised());
    object.put("known", verdict.known());
    object.put("distance", Said.rounded(verdict.distance()));
    object.put("threshold", Said.rounded(verdict.threshold()));
  }

  @Override
  public String line(int top) {
    String classes =
        best(top).stream()
            .map(i -> String.format(Locale.ROOT, "%s %.1f %%", className(i), 100 * probability(i)))
            .collect(Collectors.joining(", "));
    boolean strange = prediction.verdict().filter(verdict -> !verdict.known()).isPresent();
    return strange ? classes + ", of no known kind" : classes;
  }

  @Override
  public List<String> columns(int top) {
    List<String> names = new ArrayList<>(List.of("label", "probability"));
    for (int i = 2; i <= Math.min(top, prediction.classes().size()); i++) {
      names.add("label_" + i);
      names.add("probability_" + i);
    }
    return names;
  }

  @Override
  public List<String> cells(int top) {
    List<String> cells = new ArrayList<>();
    for (int label : best(top)) {
      cells.add(className(label));
      cells.add(String.format(Locale.ROOT, "%.6f", probability(label)));
    }
    return cells;
  }

  @Override
  public Optional<byte[]> picture(TransferModel model, BufferedImage photo) {
    String label = prediction.predicted();
    return Optional.of(Plots.gradCam(Transfer.gradCam(model, photo, label)).png());
  }

  /** The one that was decided for first, then by probability. */
  private List<Integer> best(int top) {
    int decided = prediction.classes().indexOf(prediction.predicted());
    Comparator<Integer> probable = Comparator.comparingDouble(label -> -probability(label));
    return IntStream.range(0, prediction.classes().size())
        .boxed()
        .sorted(Comparator.<Integer>comparingInt(l -> l == decided ? 0 : 1).thenComparing(probable))
        .limit(top)
        .toList();
  }

  private String className(int label) {
    return prediction.classes().get(label);
  }

  private double probability(int label) {
    return prediction.probabilities().get(label);
  }
}
