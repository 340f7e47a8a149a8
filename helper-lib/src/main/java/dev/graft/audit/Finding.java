package dev.graft.audit;

import dev.graft.data.Suspect;
import java.util.List;
import java.util.Locale;

/**
 * One thing that an audit found.
 *
 * @param kind of fault
 * @param files ids of the images or texts; of copies first the one to keep
 * @param labels the class of each, as the data has it; empty texts where it has none
 * @param score how sure the audit is, 0…1: of copies how well they agree, of a label how much more
 *     the others believe in another, of an outlier how far it is from all others, of a shortcut how
 *     well the class is told (area under the ROC curve)
 * @param suggested the class that the others suggest, or empty
 * @param advice what is the matter, and what to do about it
 */
public record Finding(
    Kind kind,
    List<String> files,
    List<String> labels,
    double score,
    String suggested,
    String advice)
    implements Suspect {

  /** What an audit looks for. */
  public enum Kind {
    /** The same picture or text twice: the same bytes, or the same sight. */
    DUPLICATE,
    /** A label that the others contradict. */
    LABEL,
    /** Something that is like nothing else in the data. */
    OUTLIER,
    /** A photo too small or too narrow to show much. */
    SIZE,
    /** A class with few examples. */
    SMALL,
    /** A file that was left out, and why. */
    BROKEN,
    /** A class that one can tell without looking at what the photos show. */
    SHORTCUT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the lists. */
  public Finding {
    files = List.copyOf(files);
    labels = List.copyOf(labels);
  }

  /**
   * Names what {@code data.without(…)} leaves out: of copies all but the first; a wrong label, an
   * outlier, a photo too small; nothing of what is said of a class or was left out already.
   *
   * @return some of the files
   */
  @Override
  public List<String> leftOut() {
    return switch (kind) {
      case DUPLICATE -> files.subList(1, files.size());
      case LABEL, OUTLIER, SIZE -> files;
      case SMALL, BROKEN, SHORTCUT -> List.of();
    };
  }

  @Override
  public String toString() {
    String shown = files.size() > 2 ? files.get(0) + " and others" : String.join(" = ", files);
    return String.format(Locale.ROOT, "%s %.2f  %s: %s", kind, score, shown, advice);
  }
}
