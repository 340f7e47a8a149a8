package dev.graft.plot;

import dev.graft.audit.Audit;
import dev.graft.audit.Finding;
import dev.graft.audit.Finding.Kind;
import dev.graft.plot.Sheet.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The photos of an audit's findings, those of one finding side by side. */
final class AuditSheet {
  private static final int FINDINGS_A_KIND = 4;
  private static final int PHOTOS_A_FINDING = 3;
  private static final List<Kind> SHOWN =
      List.of(Kind.DUPLICATE, Kind.LABEL, Kind.OUTLIER, Kind.SIZE, Kind.SHORTCUT);

  private AuditSheet() {}

  static Figure of(Audit audit) {
    List<Tile> tiles = new ArrayList<>();
    for (Kind kind : SHOWN) {
      audit.findings(kind).stream()
          .limit(FINDINGS_A_KIND)
          .forEach(finding -> add(tiles, audit, finding));
    }
    String title = tiles.isEmpty() ? "Nothing to look at" : "What the audit found";
    return Figure.sheet(audit.toString(), new Sheet(title, tiles).draw());
  }

  private static void add(List<Tile> tiles, Audit audit, Finding finding) {
    int photos = Math.min(PHOTOS_A_FINDING, finding.files().size());
    for (int i = 0; i < photos; i++) {
      String caption =
          String.format(Locale.ROOT, "%s %.2f", finding.kind(), finding.score())
              + (photos > 1 ? String.format(Locale.ROOT, "  %d/%d", i + 1, photos) : "");
      String label = finding.labels().get(i);
      String remark =
          finding.suggested().isEmpty() ? label : label + ", rather " + finding.suggested();
      audit
          .photo(finding.files().get(i))
          .ifPresent(photo -> tiles.add(new Tile(photo, caption, remark)));
    }
  }
}
