package dev.graft.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.function.IntPredicate;

/** One step that a text takes before it is split; steps stand one behind another. */
interface Rewriting {
  Rewriting NONE = text -> text;

  /**
   * Without what BERT takes for control characters, and with one kind of space. Line feed, carriage
   * return and tab are spaces; U+0085 is removed.
   */
  Rewriting CLEAN =
      each(
          c -> CodePoints.REMOVED.has(c) || CodePoints.SPACE.has(c),
          (c, out) -> out.append(CodePoints.REMOVED.has(c) ? "" : " "));

  /** Spaces around each Chinese character, so that it is a word. */
  Rewriting SPACED = each(Ideographs::has, (c, out) -> Ideographs.write(c, out));

  /** Decomposed, and without the marks that BERT's normalizer strips. */
  Rewriting UNACCENTED = form(Form.NFD).then(dropping(CodePoints.ACCENT));

  /** Without marks of any kind. */
  Rewriting UNMARKED = dropping(CodePoints.MARK);

  Rewriting LOWER = each(LowerCase::changes, LowerCase::write);

  /** What BERT's normalizer does as a rule where capital letters are unknown. */
  Rewriting UNCASED = UNACCENTED.then(LOWER);

  /** Rewrites a text that has no half of a surrogate pair. */
  String of(String text);

  default Rewriting then(Rewriting next) {
    return text -> next.of(of(text));
  }

  /** What becomes of one code point that is not kept as it is. */
  interface Writing {
    void write(int point, StringBuilder out);
  }

  private static Rewriting dropping(CodePoints dropped) {
    return each(dropped::has, (c, out) -> {});
  }

  private static Rewriting each(IntPredicate changes, Writing writing) {
    return text -> {
      int same = 0;
      while (same < text.length() && !changes.test(text.codePointAt(same))) {
        same += Character.charCount(text.codePointAt(same));
      }
      if (same == text.length()) {
        return text;
      }
      StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, same);
      for (int i = same, c; i < text.length(); i += Character.charCount(c)) {
        c = text.codePointAt(i);
        if (changes.test(c)) {
          writing.write(c, out);
        } else {
          out.appendCodePoint(c);
        }
      }
      return out.toString();
    };
  }

  /**
   * A normalization form of Unicode 9, by the JDK's of 13 or later. The two agree wherever a code
   * point means something to the older, and all others begin and end what is normalized.
   */
  static Rewriting form(Form form) {
    boolean composed = form == Form.NFC || form == Form.NFKC;
    CodePoints touched = composed ? CodePoints.COMPOSING : CodePoints.DECOMPOSING;
    return text -> {
      int from = end(text, 0, touched, false);
      if (from == text.length()) {
        return text;
      }
      StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, from);
      while (from < text.length()) {
        int to = end(text, from, touched, true);
        out.append(normalized(text.substring(from, to), form, composed));
        from = end(text, to, touched, false);
        out.append(text, to, from);
      }
      return out.toString();
    };
  }

  /** A text with more marks may be made to take long. */
  int MANY = 200;

  private static String normalized(String run, Form form, boolean composed) {
    if (run.length() <= MANY || run.codePoints().filter(CodePoints.MARK::has).count() <= MANY) {
      return Normalizer.normalize(run, form);
    }
    boolean canonical = form == Form.NFC || form == Form.NFD;
    String ordered = Marks.ordered(run, canonical ? Form.NFD : Form.NFKD);
    return composed ? Normalizer.normalize(ordered, Form.NFC) : ordered;
  }

  /** The end of a run of code points that are in a set, or are not. */
  private static int end(String text, int from, CodePoints set, boolean inside) {
    int at = from;
    while (at < text.length() && set.has(text.codePointAt(at)) == inside) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }
}
