package dev.graft.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PageTest {
  private static final String HOSTILE = "</title><script>alert('x')</script>\"&%s";

  @TempDir private Path folder;

  @Test
  void whatStandsInItIsTextAndNothingElse() throws IOException {
    Page page = Page.titled(HOSTILE).heading(HOSTILE).say(HOSTILE).code(HOSTILE);
    page.list(List.of(HOSTILE)).list(List.of());
    page.show(Table.create("t", StringColumn.create(HOSTILE, List.of(HOSTILE))));
    Path file = folder.resolve("new").resolve("page.html");
    page.save(file);
    String html = Files.readString(file);
    assertEquals(page.toString(), html);
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("alert('"), html);
    assertEquals(8, html.split("&lt;/title&gt;&lt;script&gt;", -1).length - 1);
    assertTrue(html.contains("default-src 'none'"), html);
  }
}
