package dev.graft.data;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a folder's name says, in any case and spelling. */
final class FolderWords {
  /** What a name may say besides. */
  static final String FILLER =
      "(?:sets?|data|datasets?|splits?|subset|images?|imgs?|photos?|pictures?|pics|samples?)*";

  private static final Pattern WITHOUT_LABELS =
      Pattern.compile(FILLER + "(?:un|no)label(?:s|l?ed)?" + FILLER + "|unsup|unsupervised");

  private FolderWords() {}

  /** Whether a folder beside classes holds images whose class nobody knows. */
  static boolean isWithoutLabels(String name) {
    return WITHOUT_LABELS.matcher(letters(name)).matches();
  }

  /** Leaves of a name its letters, as small ones. */
  static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
  }
}
