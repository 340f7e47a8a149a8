package dev.graft.text;

import dev.graft.weights.Excerpt;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds added tokens: from left to right, of those that begin at one place the longest. A text may
 * say {@code [MASK]} and mean it, as in the reference.
 */
final class AddedTokens {
  private final Trie trie = new Trie();
  private final int root = trie.root();
  private final BitSet firsts = new BitSet();
  private final List<AddedToken> tokens;
  private final int[] lengths;

  /**
   * Takes tokens.
   *
   * @param rewriting what happens to their contents before they are looked for
   */
  AddedTokens(List<AddedToken> tokens, Rewriting rewriting) {
    this.tokens = List.copyOf(tokens);
    lengths = new int[tokens.size()];
    for (int i = tokens.size() - 1; i >= 0; i--) {
      String content = rewriting.of(tokens.get(i).content());
      if (content.isEmpty()) {
        throw new TokenizerException(
            "nothing is left of added token "
                + Excerpt.quoted(tokens.get(i).content())
                + " once it is normalized");
      }
      trie.add(root, content, i);
      firsts.set(content.charAt(0));
      lengths[i] = content.length();
    }
  }

  /** Adds the ids of those found, and hands on what stands between them, in order. */
  void split(String text, Ids ids, Consumer<String> between) {
    int from = 0;
    int spaces = 0; // up to here they are known
    for (int at = 0, end; at < text.length(); at = end) {
      end = at + 1;
      int found = firsts.get(text.charAt(at)) ? longest(text, at) : Trie.NONE;
      if (found == Trie.NONE) {
        continue;
      }
      AddedToken token = tokens.get(found);
      end = at + lengths[found];
      if (token.word() && isPart(text, at, end)) {
        continue;
      }
      int start = token.left() ? withoutSpaces(text, from, at) : at;
      if (from < start) {
        between.accept(text.substring(from, start));
      }
      ids.add(token.id());
      spaces = token.right() ? pastSpaces(text, Math.max(spaces, end)) : spaces;
      from = token.right() ? spaces : end;
    }
    if (from < text.length()) {
      between.accept(from == 0 ? text : text.substring(from));
    }
  }

  private int longest(String text, int from) {
    int found = Trie.NONE;
    int node = root;
    for (int i = from; i < text.length(); i++) {
      node = trie.next(node, text.charAt(i));
      if (node == Trie.NONE) {
        break;
      }
      found = trie.number(node) == Trie.NONE ? found : trie.number(node);
    }
    return found;
  }

  private static boolean isPart(String text, int from, int to) {
    return from > 0 && CodePoints.WORD.has(text.codePointBefore(from))
        || to < text.length() && CodePoints.WORD.has(text.codePointAt(to));
  }

  private static int withoutSpaces(String text, int from, int end) {
    int at = Math.max(from, end);
    while (at > from && CodePoints.SPACE.has(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static int pastSpaces(String text, int from) {
    int at = from;
    while (at < text.length() && CodePoints.SPACE.has(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
