package dev.graft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links and pictures of README.md and docs/ lead somewhere, and every page is led to. */
class Pages_LinksTest {

  @Test
  void leadToFilesAndHeadings() {
    List<String> dead = Page.all().stream().flatMap(Pages_LinksTest::dead).toList();
    assertEquals(List.of(), dead);
  }

  @Test
  void aDeadOneIsSeen() {
    Page page =
        new Page(
            Path.of("docs/none.md"),
            """
            # A page, of its own
            [here](#a-page-of-its-own) [there](data.md#what-was-left-out-is-seen) [web](https://a.org)
            [no heading](#a-page) [no file](nothing.md) <img src="images/none.png">
            """);
    assertEquals(
        List.of(
            "docs/none.md: #a-page", "docs/none.md: nothing.md", "docs/none.md: images/none.png"),
        dead(page).toList());
  }

  @Test
  void readmeListsEveryPage() {
    List<String> listed = Page.named("README.md").targets();
    for (Page page : Page.all()) {
      assertTrue(
          page.file().startsWith("README.md") || listed.contains(page.file().toString()),
          page.file() + " is not listed");
    }
  }

  @Test
  void picturesAreDescribed() {
    Pattern nameless = Pattern.compile("!\\[.{0,20}\\]|<img (?![^>]*alt=\".{20,}\")");
    for (Page page : Page.all()) {
      assertFalse(nameless.matcher(page.text()).find(), page.file().toString());
    }
    assertTrue(nameless.matcher("![chart](images/a.png)").find());
    assertTrue(nameless.matcher("<img src=\"a.png\">").find());
  }

  @Test
  void lessonsAreListedAsTheyAre() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String snippet : Page.named("docs/lessons.md").snippets()) {
      if (snippet.matches("\\d\\d-[a-z-]+")) {
        rows.add(snippet + ".ipynb");
      }
    }
    try (Stream<Path> files = Files.list(Page.ROOT.resolve("notebooks"))) {
      assertEquals(
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches("\\d\\d-.*\\.ipynb"))
              .sorted()
              .toList(),
          rows);
    }
  }

  private static Stream<String> dead(Page page) {
    return page.targets().stream()
        .filter(target -> !target.startsWith("https://") && !leads(page, target))
        .map(target -> page.file() + ": " + target);
  }

  private static boolean leads(Page from, String target) {
    String[] parts = target.split("#", 2);
    Path file = Page.ROOT.resolve(from.file()).resolveSibling(parts[0]);
    if (!parts[0].isEmpty() && !Files.exists(file)) {
      return false;
    }
    Page page = parts[0].isEmpty() || parts.length == 1 ? from : Page.of(file);
    return parts.length == 1 || page.anchors().contains(parts[1]);
  }
}
