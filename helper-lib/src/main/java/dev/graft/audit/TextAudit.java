package dev.graft.audit;

import dev.graft.data.TextSet;
import dev.graft.evaluate.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Audits texts, by their content and by what an encoder makes of them. */
final class TextAudit {
  private static final int NEIGHBOURS = 5;

  private TextAudit() {}

  static List<Finding> findings(TextSet texts, Features features) {
    String[] where = new String[features.size()];
    Arrays.fill(where, "");
    Examined set = new Examined(features, where);
    Copies copies = new Copies(set.size(), Copies.ofBytes(texts));
    List<Contradicted.Doubt> doubts = set.doubts(copies.groups());
    List<Finding> findings = new ArrayList<>(copies.findings(set, List.of(), doubts));
    findings.addAll(set.contradicted(doubts));
    Neighbours neighbours = Neighbours.of(features.values(), NEIGHBOURS);
    findings.addAll(set.strangers(neighbours, copies.groups()));
    findings.addAll(set.small());
    return findings;
  }
}
