package dev.graft.cli;

import dev.graft.evaluate.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A model in a page of Markdown: what it is for, what it learned from, how good it is, its limits
 * (Mitchell et al. 2019, "Model Cards for Model Reporting").
 */
final class ModelCard {
  private static final int MOST_CLASSES = 50;

  private ModelCard() {}

  static String of(Facts facts, Attempts attempts, Attempt best) {
    Material material = attempts.material();
    Evaluation result = facts.test().orElse(best.validation());
    return String.format(
        Locale.ROOT,
        """
        # A classifier of %s

        ## What it is
        A network `%s` with a classifier of its own (%s). %s %s

        Classes: %s.

        ## What it learned from
        %,d %s of `%s`. %s
        %s
        ## How good it is
        %s

        | class | precision | recall | F1 | %s |
        |---|---|---|---|---|
        %s
        ## Limits
        It knows these classes alone and names one of them whatever it is shown. It was measured on
        %s like those that it learned from: of others `./graft evaluate` tells. What was learned may
        stand in the background or in a habit of whoever collected the data: `report.html` shows
        where it looks.
        """,
        safe(facts.data().toAbsolutePath().getFileName().toString()),
        best.backbone(),
        best.name() + ": " + best.settings(),
        facts.cost(),
        facts.made(),
        named(material.classes()),
        material.size(),
        material.noun(),
        safe(facts.data().toString()),
        attempts.audit(),
        bullets(attempts.notes()),
        String.join("\n", facts.quality(attempts, best)),
        material.noun(),
        rows(result),
        material.noun());
  }

  private static String rows(Evaluation result) {
    var table = result.report();
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < Math.min(MOST_CLASSES, table.rowCount()); i++) {
      rows.append(
          String.format(
              Locale.ROOT,
              "| %s | %.3f | %.3f | %.3f | %d |%n",
              safe(table.stringColumn(0).get(i)),
              table.doubleColumn(1).get(i),
              table.doubleColumn(2).get(i),
              table.doubleColumn(3).get(i),
              table.intColumn(4).get(i)));
    }
    return rows.toString();
  }

  private static String bullets(List<String> lines) {
    return lines.stream().map(line -> "- " + safe(line) + "\n").collect(Collectors.joining());
  }

  private static String named(List<String> classes) {
    String shown =
        classes.stream().limit(MOST_CLASSES).map(ModelCard::safe).collect(Collectors.joining(", "));
    return classes.size() <= MOST_CLASSES
        ? shown
        : shown + " and " + (classes.size() - MOST_CLASSES) + " more";
  }

  /** Names come from folders and tables: they begin no markup. */
  private static String safe(String text) {
    return text.replaceAll("[\\r\\n]+", " ").replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1");
  }
}
