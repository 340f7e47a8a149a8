package dev.graft.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Images that are equal, byte by byte, within a set or a few of them. Files are read only where
 * others have the same length; what is no longer readable equals nothing.
 */
final class Duplicates {
  private static final int SHOWN = 2;

  private final List<List<Member>> groups;
  private final boolean splits;

  /** One image of one set. */
  private record Member(String set, Pictures images, int index) {
    Picture picture() {
      return images.list().get(index);
    }

    String label() {
      return images.label(index);
    }
  }

  private Duplicates(List<List<Member>> groups, boolean splits) {
    this.groups = groups;
    this.splits = splits;
  }

  static Duplicates of(Pictures images) {
    return new Duplicates(groups(members("", images)), false);
  }

  /** Names of the splits, and what is in them. */
  static Duplicates of(Map<String, Pictures> splits) {
    List<Member> all = new ArrayList<>();
    splits.forEach((name, images) -> all.addAll(members(name, images)));
    return new Duplicates(groups(all), true);
  }

  /** Indices of the images that are not in another set. */
  static int[] outside(Pictures images, Pictures others) {
    List<Member> all = new ArrayList<>(members("", images));
    all.addAll(members("others", others));
    boolean[] both = new boolean[images.size()];
    for (List<Member> group : groups(all)) {
      boolean outside = group.stream().noneMatch(member -> member.set.equals("others"));
      group.stream()
          .filter(member -> !outside && member.set.isEmpty())
          .forEach(member -> both[member.index] = true);
    }
    return IntStream.range(0, images.size()).filter(i -> !both[i]).toArray();
  }

  private static List<Member> members(String name, Pictures images) {
    return IntStream.range(0, images.size()).mapToObj(i -> new Member(name, images, i)).toList();
  }

  private static List<List<Member>> groups(List<Member> all) {
    return alike(all, Picture::length).stream()
        .flatMap(group -> alike(group, Picture::content).stream())
        .toList();
  }

  /** Members with the same answer, where several have it. */
  private static Collection<List<Member>> alike(List<Member> all, Function<Picture, ?> question) {
    Map<Object, List<Member>> byAnswer = new LinkedHashMap<>();
    for (Member member : all) {
      try {
        Object answer = question.apply(member.picture());
        byAnswer.computeIfAbsent(answer, a -> new ArrayList<>()).add(member);
      } catch (UnreadableImageException e) {
        // it is reported where its pixels are wanted
      }
    }
    return byAnswer.values().stream().filter(group -> group.size() > 1).toList();
  }

  Table table() {
    IntColumn number = IntColumn.create("group");
    StringColumn split = StringColumn.create("split");
    StringColumn file = StringColumn.create("file");
    StringColumn label = StringColumn.create("class");
    for (int group = 0; group < groups.size(); group++) {
      for (Member member : groups.get(group)) {
        number.append(group + 1);
        split.append(member.set);
        file.append(member.picture().id());
        label.append(member.label());
      }
    }
    Table table = Table.create("duplicates", number, file, label);
    return splits ? table.insertColumn(1, split) : table;
  }

  /** Says which images are in two classes, or in two splits, at once; empty where none is. */
  String told() {
    return told(Member::label, "classes") + (splits ? told(Member::set, "splits") : "");
  }

  private String told(Function<Member, String> place, String places) {
    List<List<Member>> torn =
        groups.stream().filter(g -> g.stream().map(place).distinct().count() > 1).toList();
    if (torn.isEmpty()) {
      return "";
    }
    List<String> first = torn.get(0).stream().map(member -> member.picture().id()).toList();
    String count = torn.size() == 1 ? "1 image is" : torn.size() + " images are";
    boolean more = torn.size() > 1 || first.size() > SHOWN;
    return "; %s in several %s, see duplicates(): %s%s"
        .formatted(
            count,
            places,
            String.join(" = ", first.subList(0, Math.min(SHOWN, first.size()))),
            more ? ", …" : "");
  }
}
