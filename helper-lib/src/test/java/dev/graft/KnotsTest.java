package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Files of one room that need each other in a loop cannot be read one after another. Those that
 * there still are stand in {@code src/test/architecture/knots.txt}: a new one fails, and so does a
 * line whose knot is open. A sealed type and its own kinds are no knot, and one of a single kind is
 * a part of that kind which stands in a file of its own.
 */
class KnotsTest {
  private static final Path KNOWN = Path.of("src/test/architecture/knots.txt");

  private final Map<String, Set<String>> uses = new TreeMap<>();

  @Test
  void noNewKnots() throws IOException {
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.graft")) {
      Set<String> used = uses.computeIfAbsent(file(type), name -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> target.getPackageName().equals(type.getPackageName()))
          .forEach(target -> used.add(file(target)));
    }
    assertEquals(String.join("\n", Files.readAllLines(KNOWN)), String.join("\n", knots()));
  }

  private static String file(JavaClass type) {
    return type.getEnclosingClass().map(KnotsTest::file).orElseGet(() -> whole(type.getName()));
  }

  private static String whole(String type) {
    Set<String> family = family(type);
    family.remove(type);
    return family.size() == 1 ? whole(family.iterator().next()) : type;
  }

  /** Every set of files that all reach each other, as a line. */
  private List<String> knots() {
    Map<String, Set<String>> reached = new TreeMap<>();
    uses.keySet().forEach(from -> reached.put(from, reachable(from)));
    Set<String> seen = new TreeSet<>();
    List<String> knots = new ArrayList<>();
    for (String from : uses.keySet()) {
      Set<String> knot = new TreeSet<>();
      reached.get(from).stream().filter(to -> reached.get(to).contains(from)).forEach(knot::add);
      knot.removeIf(other -> other.equals(from) && knot.size() == 1);
      if (knot.size() > 1 && seen.add(knot.toString()) && !isFamily(knot)) {
        String room = from.substring(0, from.lastIndexOf('.'));
        knots.add(room + ": " + String.join(" ", knot.stream().map(KnotsTest::simple).toList()));
      }
    }
    return knots;
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private Set<String> reachable(String from) {
    Set<String> reached = new TreeSet<>();
    List<String> open = new ArrayList<>(uses.get(from));
    while (!open.isEmpty()) {
      String next = open.remove(open.size() - 1);
      if (reached.add(next)) {
        open.addAll(uses.getOrDefault(next, Set.of()));
      }
    }
    return reached;
  }

  private static boolean isFamily(Set<String> knot) {
    return knot.stream().anyMatch(parent -> family(parent).containsAll(knot));
  }

  private static Set<String> family(String parent) {
    try {
      Class<?> type = Class.forName(parent, false, KnotsTest.class.getClassLoader());
      Set<String> family = new TreeSet<>(Set.of(parent));
      if (type.isSealed()) {
        Arrays.stream(type.getPermittedSubclasses()).forEach(kind -> family.add(kind.getName()));
      }
      return family;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
