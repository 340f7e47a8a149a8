package dev.graft.text;

/**
 * A token that is found in the text itself, before it is split into words.
 *
 * @param content as it stands in the text
 * @param word whether it is found only where no word goes on beside it
 * @param left whether it takes spaces before it along
 * @param right whether it takes spaces behind it along
 * @param normalized whether it is looked for in the rewritten text
 */
record AddedToken(
    String content, int id, boolean word, boolean left, boolean right, boolean normalized) {

  /** One of those around a text, which a text may hold too. */
  static AddedToken special(String content, int id) {
    return new AddedToken(content, id, false, false, false, false);
  }
}
