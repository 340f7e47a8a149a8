package dev.graft.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** README.md or a page under docs/, in the parts that can be checked. */
record Page(Path file, String text) {
  /** The repository's root: tests run in the library's folder. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern FENCE =
      Pattern.compile("(?m)(^<!-- compile -->\\n)?^```(\\w*)\\n(.*?\\n)?```$", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|src=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern INLINE = Pattern.compile("`([^`]+)`");
  private static final Pattern INDENTED = Pattern.compile("(?m)^ {4}(\\S.*)$");

  /**
   * A block of code.
   *
   * @param line where it begins, from 1
   * @param runs false behind {@code <!-- compile -->}: it wants a download, or hours
   */
  record Fence(String language, String code, int line, boolean runs) {}

  static Page of(Path file) {
    try {
      return new Page(ROOT.relativize(file), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** README.md first: what its code saves, the other pages load. */
  static List<Page> all() {
    List<Page> pages = new ArrayList<>(List.of(of(ROOT.resolve("README.md"))));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Page::of)
          .forEach(pages::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages;
  }

  static Page named(String file) {
    return of(ROOT.resolve(file));
  }

  List<Fence> fences(String language) {
    return FENCE
        .matcher(text)
        .results()
        .map(m -> new Fence(m.group(2), m.group(3), line(m), m.group(1) == null))
        .filter(fence -> fence.language().equals(language))
        .toList();
  }

  private int line(MatchResult found) {
    return (int) text.substring(0, found.start(2)).chars().filter(c -> c == '\n').count() + 1;
  }

  /** What links and pictures point to. */
  List<String> targets() {
    return LINK.matcher(text)
        .results()
        .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
        .toList();
  }

  /** What follows the # of a link to a heading, as code hosts make it. */
  Set<String> anchors() {
    return HEADING
        .matcher(text)
        .results()
        .map(m -> m.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  /** Code between backticks in a line, and indented lines: what a reader may type. */
  List<String> snippets() {
    String prose = FENCE.matcher(text).replaceAll("");
    return Stream.of(INLINE, INDENTED)
        .flatMap(code -> code.matcher(prose).results())
        .map(m -> m.group(1))
        .toList();
  }
}
