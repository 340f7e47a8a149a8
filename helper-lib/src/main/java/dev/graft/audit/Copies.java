package dev.graft.audit;

import dev.graft.audit.Finding.Kind;
import dev.graft.data.ContentKey;
import dev.graft.data.Dataset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Groups of copies: each has one to keep, and the others are reached from it, pair by pair. */
final class Copies {
  private final List<List<Twins.Pair>> pairs = new ArrayList<>();
  private final int[] groups;

  Copies(int size, List<Twins.Pair> found) {
    groups = new int[size];
    Arrays.fill(groups, -1);
    IntStream.range(0, size).forEach(i -> pairs.add(new ArrayList<>()));
    for (Twins.Pair pair : found) {
      pairs.get(pair.first()).add(pair);
      pairs.get(pair.second()).add(pair);
    }
    for (int i = 0; i < size; i++) {
      if (groups[i] < 0) {
        for (Twins.Pair pair : reached(i)) {
          groups[pair.second()] = i;
        }
        groups[i] = i;
      }
    }
  }

  /** Inputs of the same content, each with the first of them. */
  static List<Twins.Pair> ofBytes(Dataset data) {
    Map<ContentKey, Integer> first = new HashMap<>();
    List<Twins.Pair> found = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      Integer earlier = first.putIfAbsent(data.key(i), i);
      if (earlier != null) {
        found.add(new Twins.Pair(earlier, i, 1));
      }
    }
    return found;
  }

  /** A number an input, the same for copies. */
  int[] groups() {
    return groups.clone();
  }

  /** Pairs that lead from one to all others of its group, the nearest first; each goes outward. */
  private List<Twins.Pair> reached(int from) {
    List<Twins.Pair> steps = new ArrayList<>();
    Set<Integer> seen = new HashSet<>(Set.of(from));
    Deque<Integer> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      int at = next.remove();
      for (Twins.Pair pair : pairs.get(at)) {
        int other = pair.first() == at ? pair.second() : pair.first();
        if (seen.add(other)) {
          steps.add(new Twins.Pair(at, other, pair.agreement()));
          next.add(other);
        }
      }
    }
    return steps;
  }

  /**
   * A finding a copy. What is kept has no doubtful label where there is a choice, then lies in
   * validation or test, so that these stay what they were, then is larger, then comes first.
   */
  List<Finding> findings(Examined set, List<Glance> glances, List<Contradicted.Doubt> doubts) {
    Set<Integer> doubtful = new HashSet<>();
    doubts.forEach(doubt -> doubtful.add(doubt.index()));
    Map<Integer, List<Integer>> members = new HashMap<>();
    for (int i = 0; i < groups.length; i++) {
      members.computeIfAbsent(groups[i], g -> new ArrayList<>()).add(i);
    }
    Comparator<Integer> worth =
        Comparator.<Integer>comparingInt(i -> doubtful.contains(i) ? 1 : 0)
            .thenComparingInt(i -> set.where()[i].equals("train") ? 1 : 0)
            .thenComparingLong(i -> -pixels(glances, i))
            .thenComparingInt(i -> i);
    List<Finding> found = new ArrayList<>();
    for (int group = 0; group < groups.length; group++) {
      List<Integer> copies = members.getOrDefault(group, List.of());
      if (copies.size() > 1) {
        reached(copies.stream().min(worth).orElseThrow())
            .forEach(pair -> found.add(finding(set, pair)));
      }
    }
    found.sort(Comparator.comparingDouble(Finding::score).reversed());
    return found;
  }

  private static long pixels(List<Glance> glances, int index) {
    return glances.isEmpty() ? 0 : (long) glances.get(index).width() * glances.get(index).height();
  }

  private static Finding finding(Examined set, Twins.Pair pair) {
    int first = pair.first();
    int second = pair.second();
    boolean torn = !set.label(first).equals(set.label(second));
    boolean leaked = !set.where()[first].equals(set.where()[second]);
    String what = pair.agreement() == 1 ? "the same content" : "the same picture";
    String advice =
        torn
            ? what
                + " as "
                + set.label(first)
                + " and as "
                + set.label(second)
                + "; only one is right"
            : leaked
                ? what
                    + " in "
                    + set.where()[first]
                    + " and in "
                    + set.where()[second]
                    + "; leave it out of one"
                : what + " twice; leave one out";
    return new Finding(
        Kind.DUPLICATE,
        List.of(set.id(first), set.id(second)),
        List.of(set.label(first), set.label(second)),
        Math.min(1, pair.agreement()),
        "",
        advice);
  }
}
