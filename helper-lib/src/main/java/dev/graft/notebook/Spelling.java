package dev.graft.notebook;

/** How far two words are apart: letters added, left out, exchanged or swapped with the next. */
final class Spelling {
  private Spelling() {}

  /** Damerau's distance in its restricted form: no stretch is changed twice. */
  static int distance(String a, String b) {
    int[][] far = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        far[i][j] = i == 0 || j == 0 ? i + j : step(far, a, b, i, j);
      }
    }
    return far[a.length()][b.length()];
  }

  private static int step(int[][] far, String a, String b, int i, int j) {
    int exchanged = far[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(exchanged, 1 + Math.min(far[i - 1][j], far[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, far[i - 2][j - 2] + 1) : best;
  }
}
