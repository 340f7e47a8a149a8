package dev.graft.evaluate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Classes as columns: a Tablesaw table takes names for equal that differ in case alone. */
final class ColumnNames {
  private ColumnNames() {}

  /** Numbers those that a column before has, in whatever case; {@code first} is taken already. */
  static List<String> of(List<String> classes, String first) {
    Set<String> taken = new HashSet<>(classes.stream().map(ColumnNames::caseless).toList());
    Set<String> used = new HashSet<>(Set.of(caseless(first)));
    List<String> names = new ArrayList<>();
    for (String name : classes) {
      String column = name;
      for (int number = 2; used.contains(caseless(column)); number++) {
        String numbered = name + " (" + number + ")";
        column = taken.contains(caseless(numbered)) ? column : numbered;
      }
      used.add(caseless(column));
      names.add(column);
    }
    return List.copyOf(names);
  }

  /** Both ways, since some letters have two capitals or none; a Turkish İ may become a plain i. */
  private static String caseless(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace("\u0307", "");
  }
}
