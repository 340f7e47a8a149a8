package dev.graft.audit;

import dev.graft.audit.Finding.Kind;
import dev.graft.evaluate.Features;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Photos or texts with their features, and what can be asked of these alone.
 *
 * @param features one row each
 * @param where each lies: the name of its part, or an empty text
 */
record Examined(Features features, String[] where) {
  private static final int FEW = 10;

  /** A class with less than this share of the largest one's examples is small. */
  private static final double SHARE = 0.1;

  private static final int SHOWN = 6;

  int size() {
    return features.size();
  }

  String id(int index) {
    return features.ids().get(index);
  }

  String label(int index) {
    return features.classes().get(features.labels()[index]);
  }

  private boolean labelled() {
    return features.classes().size() > 1;
  }

  private List<Integer> members(int label) {
    int[] labels = features.labels();
    return IntStream.range(0, size()).filter(i -> labels[i] == label).boxed().toList();
  }

  List<Contradicted.Doubt> doubts(int[] groups) {
    return labelled() ? Contradicted.among(features, groups) : List.of();
  }

  List<Finding> contradicted(List<Contradicted.Doubt> doubts) {
    List<Finding> found = new ArrayList<>();
    for (Contradicted.Doubt doubt : doubts) {
      String other = features.classes().get(doubt.believed());
      String advice =
          String.format(
              Locale.ROOT,
              "labelled %s, the others say %s; look at it, move it or leave it out",
              label(doubt.index()),
              other);
      found.add(one(Kind.LABEL, doubt.index(), doubt.margin(), other, advice));
    }
    return found;
  }

  /** Of copies one is told. */
  List<Finding> strangers(Neighbours neighbours, int[] groups) {
    List<Finding> found = new ArrayList<>();
    Set<Integer> told = new HashSet<>();
    for (Strangers.Stranger stranger : Strangers.among(size(), neighbours)) {
      if (told.add(groups[stranger.index()])) {
        String advice = "like nothing else here; does it belong to the data?";
        found.add(one(Kind.OUTLIER, stranger.index(), stranger.score(), "", advice));
      }
    }
    return found;
  }

  List<Finding> small() {
    List<Finding> found = new ArrayList<>();
    int classes = features.classes().size();
    int most = IntStream.range(0, classes).map(c -> members(c).size()).max().orElse(0);
    for (int label = 0; labelled() && label < classes; label++) {
      int count = members(label).size();
      double wanted = Math.max(FEW, SHARE * most);
      if (count < wanted) {
        String advice =
            String.format(
                Locale.ROOT,
                "%s has %d of %d; find more, or leave the class out",
                features.classes().get(label),
                count,
                size());
        found.add(ofClass(Kind.SMALL, label, 1 - count / wanted, advice));
      }
    }
    return found;
  }

  List<Finding> shortcuts(List<Glance> glances) {
    List<Finding> found = new ArrayList<>();
    for (int label = 0; labelled() && label < features.classes().size(); label++) {
      int asked = label;
      Shortcut.of(glances, features.labels(), label)
          .ifPresent(
              cut ->
                  found.add(
                      ofClass(
                          Kind.SHORTCUT,
                          asked,
                          cut.area(),
                          String.format(
                              Locale.ROOT,
                              "%s is told by %s alone; make the classes alike in it",
                              features.classes().get(asked),
                              cut.by()))));
    }
    return found;
  }

  Finding one(Kind kind, int index, double score, String suggested, String advice) {
    return new Finding(
        kind, List.of(id(index)), List.of(label(index)), Math.min(1, score), suggested, advice);
  }

  private Finding ofClass(Kind kind, int label, double score, String advice) {
    List<Integer> shown = members(label).stream().limit(SHOWN).toList();
    String name = features.classes().get(label);
    return new Finding(
        kind,
        shown.stream().map(this::id).toList(),
        shown.isEmpty() ? List.of(name) : shown.stream().map(this::label).toList(),
        score,
        "",
        advice);
  }
}
