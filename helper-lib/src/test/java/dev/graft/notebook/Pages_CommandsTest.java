package dev.graft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Commands, options and variables that README.md and docs/ name are there, and those there are
 * named.
 */
class Pages_CommandsTest {
  private static final Pattern COMMAND = Pattern.compile("\\./graft ([a-z]+)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
  private static final Pattern VARIABLE = Pattern.compile("\\bGRAFT_[A-Z_]+\\b");
  private static final Pattern HELP = Pattern.compile("(?m)^ {2,3}([a-z]+)\\b");

  /** What other programs are asked for. */
  private static final Pattern OTHERS = Pattern.compile("^!?(docker|conda|mvn|git) .*");

  @Test
  void commandsAreInTheHelp() {
    assertEquals(Set.of(), without(in(COMMAND, code()), commands()));
  }

  @Test
  void everyCommandHasItsRow() {
    Set<String> named = in(COMMAND, Page.named("docs/command-line.md").text());
    assertEquals(Set.of(), without(commands(), named));
  }

  @Test
  void everyJobIsNamed() {
    Set<String> jobs = in(HELP, between(text("bin/bench.sh"), "usage: ./graft bench", "END"));
    assertTrue(jobs.contains("recipe"), jobs.toString());
    String page = Page.named("docs/command-line.md").text();
    assertEquals(List.of(), jobs.stream().filter(job -> !page.contains("`" + job + "`")).toList());
  }

  @Test
  void optionsAreRead() {
    Set<String> read = in(OPTION, sources());
    assertTrue(read.containsAll(List.of("--accept", "--backbones", "--stage")), read.toString());
    assertEquals(Set.of(), without(in(OPTION, code()), read));
  }

  @Test
  void variablesAreRead() {
    String pages = Page.all().stream().map(Page::text).collect(Collectors.joining("\n"));
    assertEquals(Set.of(), without(in(VARIABLE, pages), in(VARIABLE, sources())));
  }

  @Test
  void everyVariableHasItsRow() {
    Set<String> rows = in(VARIABLE, Page.named("docs/environment.md").text());
    String help = between(text("graft"), "environment (", "END");
    assertEquals(Set.of(), without(in(VARIABLE, help), rows));
    Pattern quoted = Pattern.compile("\"(GRAFT_[A-Z_]+)\"");
    assertEquals(Set.of(), without(in(quoted, files("helper-lib/src/main/java")), rows));
  }

  private static Set<String> commands() {
    String help = between(text("graft"), "usage: ./graft COMMAND", "environment (");
    Set<String> found = in(HELP, help);
    assertTrue(found.containsAll(List.of("run", "test", "doctor", "help")), found.toString());
    return found;
  }

  private static String code() {
    return Page.all().stream()
        .flatMap(page -> page.snippets().stream())
        .filter(snippet -> !OTHERS.matcher(snippet).matches())
        .collect(Collectors.joining("\n"));
  }

  private static String sources() {
    String java = files("helper-lib/src/main/java") + files("bench/src/main/java");
    return text("graft") + files("bin") + files("notebooks") + java;
  }

  private static Set<String> in(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(m -> m.group(m.groupCount()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> without(Set<String> all, Set<String> known) {
    Set<String> left = new TreeSet<>(all);
    left.removeAll(known);
    return left;
  }

  private static String between(String text, String first, String last) {
    int from = text.indexOf(first);
    return text.substring(from, text.indexOf("\n" + last, from));
  }

  private static String files(String folder) {
    try (Stream<Path> all = Files.walk(Page.ROOT.resolve(folder))) {
      return all.filter(file -> file.toString().matches(".*\\.(java|py|sh)"))
          .map(file -> text(file.toString()))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(Page.ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
