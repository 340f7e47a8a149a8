package dev.graft.text;

import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import java.text.Normalizer.Form;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the part {@code normalizer}. */
final class RewritingJson {
  private static final int MOST = 8;
  private static final String READ =
      "BertNormalizer, Lowercase, NFC, NFD, NFKC, NFKD, StripAccents and sequences of them";

  private RewritingJson() {}

  static Rewriting read(Optional<Fields> part) {
    return part.map(RewritingJson::steps).orElse(Rewriting.NONE);
  }

  private static Rewriting steps(Fields part) {
    if (!part.text("type").equals("Sequence")) {
      return step(part);
    }
    List<Fields> steps = part.objects("normalizers", MOST);
    requireOnceEach(steps.stream().map(step -> step.text("type")).toList());
    return steps.stream().map(RewritingJson::step).reduce(Rewriting.NONE, Rewriting::then);
  }

  /** One that makes a text longer would do so again and again. */
  private static void requireOnceEach(List<String> types) {
    Set<String> seen = new HashSet<>();
    types.stream()
        .filter(type -> !seen.add(type))
        .findFirst()
        .ifPresent(
            type -> {
              throw Typed.refusal("normalizer " + Excerpt.quoted(type) + " twice", "each once");
            });
  }

  private static Rewriting step(Fields part) {
    return switch (part.text("type")) {
      case "BertNormalizer" -> bert(part);
      case "Lowercase" -> Rewriting.LOWER;
      case "NFC" -> Rewriting.form(Form.NFC);
      case "NFD" -> Rewriting.form(Form.NFD);
      case "NFKC" -> Rewriting.form(Form.NFKC);
      case "NFKD" -> Rewriting.form(Form.NFKD);
      case "StripAccents" -> Rewriting.UNMARKED;
      default -> throw Typed.refusal("normalizer", part, READ);
    };
  }

  /** Accents go with capital letters, unless it is said otherwise. */
  private static Rewriting bert(Fields part) {
    boolean lower = part.truth("lowercase");
    boolean unaccented =
        part.json().path("strip_accents").isNull() ? lower : part.truth("strip_accents");
    Rewriting all = part.truth("clean_text") ? Rewriting.CLEAN : Rewriting.NONE;
    all = part.truth("handle_chinese_chars") ? all.then(Rewriting.SPACED) : all;
    all = unaccented ? all.then(Rewriting.UNACCENTED) : all;
    return lower ? all.then(Rewriting.LOWER) : all;
  }
}
