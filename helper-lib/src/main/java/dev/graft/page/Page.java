package dev.graft.page;

import dev.graft.plot.Figure;
import dev.graft.weights.AtomicFile;
import dev.graft.weights.Destination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * A report in one HTML file: headings, sentences, tables and pictures, which show without a
 * network, without a script and on any width. Mutable, not thread-safe.
 *
 * <pre>{@code
 * Page.titled("Ants and bees").heading("Mistakes").show(Plots.mistakes(result, images)).save(file);
 * }</pre>
 */
public final class Page {
  private static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, sans-serif; color: #222; background: white;
        max-width: 900px; margin: 0 auto; padding: 16px; }
      h1 { font-size: 28px; line-height: 1.2; margin: 16px 0; overflow-wrap: anywhere; }
      h2 { font-size: 20px; margin: 36px 0 8px; border-bottom: 1px solid #ccc; }
      p, li { max-width: 700px; overflow-wrap: anywhere; }
      img { max-width: 100%; height: auto; display: block; margin: 8px 0; }
      div.wide { overflow-x: auto; margin: 12px 0; }
      table { font-size: 14px; } td { min-width: 48px; }
      pre { background: #f5f5f5; padding: 12px; overflow-x: auto; font-size: 14px; }
      """;

  private final String title;
  private final StringBuilder body = new StringBuilder();

  private Page(String title) {
    this.title = title;
  }

  /**
   * Begins a page.
   *
   * @param title its first heading and its name in a window's frame
   * @return an empty page
   */
  public static Page titled(String title) {
    return new Page(title);
  }

  /**
   * Begins a part.
   *
   * @param text of any characters
   * @return this
   */
  public Page heading(String text) {
    return add("<h2>" + Html.escape(text) + "</h2>");
  }

  /**
   * Adds a paragraph.
   *
   * @param text of any characters
   * @return this
   */
  public Page say(String text) {
    return add("<p>" + Html.escape(text) + "</p>");
  }

  /**
   * Adds lines that belong together.
   *
   * @param lines none or more, of any characters
   * @return this
   */
  public Page list(List<String> lines) {
    if (lines.isEmpty()) {
      return this;
    }
    add("<ul>");
    lines.forEach(line -> add("<li>" + Html.escape(line) + "</li>"));
    return add("</ul>");
  }

  /**
   * Adds what is typed into a shell.
   *
   * @param text lines of any characters
   * @return this
   */
  public Page code(String text) {
    return add("<pre>" + Html.escape(text) + "</pre>");
  }

  /**
   * Adds a table, of a long one its beginning.
   *
   * @param table of any size
   * @return this
   */
  public Page show(Table table) {
    return add("<div class=\"wide\">" + TableHtml.of(table) + "</div>");
  }

  /**
   * Adds a picture.
   *
   * @param figure to show
   * @return this
   */
  public Page show(Figure figure) {
    return add(Html.image(figure));
  }

  /**
   * Writes the page. The file appears whole or not at all.
   *
   * @param file to create or replace; its folder is created
   * @throws UncheckedIOException if it cannot be written
   */
  public void save(Path file) {
    byte[] bytes = toString().getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.write(Destination.file(file), out -> out.write(bytes));
    } catch (IOException | UncheckedIOException e) {
      throw new UncheckedIOException("page is not written: " + file, new IOException(e));
    }
  }

  /** Writes the whole page as HTML; a viewer that heeds its policy opens nothing else. */
  @Override
  public String toString() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <h1>%s</h1>
        %s</body>
        </html>
        """
        .formatted(Html.escape(title), STYLE, Html.escape(title), body);
  }

  private Page add(String html) {
    body.append(html).append('\n');
    return this;
  }
}
