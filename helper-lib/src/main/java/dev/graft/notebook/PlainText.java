package dev.graft.notebook;

/** What is left of our own HTML where a viewer shows none. */
final class PlainText {
  private PlainText() {}

  static String of(String html) {
    return html.replaceAll("</div>|<p>|<li>|</h4>|</pre>", "\n")
        .replaceAll("<h4>|<pre>", "\n\n")
        .replaceAll("</?[a-z][^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replaceAll("[ \t]+\n", "\n")
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }
}
