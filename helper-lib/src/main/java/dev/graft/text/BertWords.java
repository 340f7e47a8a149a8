package dev.graft.text;

/** Words between spaces; each punctuation mark is one of its own. */
final class BertWords implements Splitting {
  @Override
  public void split(String text, Model model, Ids ids) {
    int from = 0;
    for (int at = 0, c; at < text.length(); at += Character.charCount(c)) {
      c = text.codePointAt(at);
      boolean mark = CodePoints.PUNCTUATION.has(c);
      if (mark || CodePoints.SPACE.has(c)) {
        int end = at + Character.charCount(c);
        if (at > from) {
          model.encode(text, from, at, ids);
        }
        if (mark) {
          model.encode(text, at, end, ids);
        }
        from = end;
      }
    }
    if (from < text.length()) {
      model.encode(text, from, text.length(), ids);
    }
  }
}
