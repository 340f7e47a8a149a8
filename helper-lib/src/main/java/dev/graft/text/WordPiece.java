package dev.graft.text;

/**
 * The longest piece that the vocabulary knows, again and again (Wu et al. 2016, arXiv 1609.08144):
 * {@code unaffable} is {@code una ##ffa ##ble}. A word with a part that it does not know, or that
 * is too long, is unknown as a whole.
 */
final class WordPiece implements Model {
  /** Letters of all tokens together: 120 thousand tokens have 0.7 million. */
  static final int MOST_LETTERS = 1 << 20;

  private final Trie trie = new Trie();
  private final int first = trie.root();
  private final int further;
  private final int unknown;
  private final int longest;

  private WordPiece(Vocabulary vocabulary, int unknown, String prefix, int longest) {
    this.unknown = unknown;
    this.longest = longest;
    vocabulary.ids().forEach((token, id) -> trie.add(first, token, id));
    further = trie.node(first, prefix);
  }

  /**
   * Takes a vocabulary.
   *
   * @param unknown the token for words that it does not know
   * @param prefix of what stands behind another piece
   * @param longest code points of a word
   */
  static WordPiece of(Vocabulary vocabulary, String unknown, String prefix, int longest) {
    if (vocabulary.letters() > MOST_LETTERS) {
      throw new TokenizerException(
          "vocabulary has %s letters, must have at most %s"
              .formatted(vocabulary.letters(), MOST_LETTERS));
    }
    return new WordPiece(vocabulary, vocabulary.id(unknown, "unk_token"), prefix, longest);
  }

  @Override
  public void encode(String text, int from, int to, Ids ids) {
    int before = ids.size();
    if (to - from > longest && text.codePointCount(from, to) > longest) {
      ids.add(unknown);
      return;
    }
    for (int at = from, node = first; at < to; node = further) {
      int id = Trie.NONE;
      int end = at;
      for (int i = at; i < to && (node = trie.next(node, text.charAt(i))) != Trie.NONE; i++) {
        if (trie.number(node) != Trie.NONE) {
          id = trie.number(node);
          end = i + 1;
        }
      }
      if (id == Trie.NONE) {
        ids.shorten(before);
        ids.add(unknown);
        return;
      }
      ids.add(id);
      at = end;
    }
  }
}
