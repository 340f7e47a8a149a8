package dev.graft.text;

import java.util.Arrays;

/** Words that share their beginnings, each with a number. */
final class Trie {
  static final int NONE = LongTable.NONE;

  private final LongTable edges = new LongTable();
  private int[] numbers = new int[1024];
  private int nodes;

  Trie() {
    Arrays.fill(numbers, NONE);
  }

  /** A node without a word, which may be the first of many. */
  int root() {
    if (nodes == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * nodes);
      Arrays.fill(numbers, nodes, 2 * nodes, NONE);
    }
    return nodes++;
  }

  void add(int root, String word, int number) {
    int last = node(root, word); // before numbers is looked at: it may be another then
    numbers[last] = number;
  }

  /** The node behind some letters, which is there from now on. */
  int node(int root, String letters) {
    int node = root;
    for (int i = 0; i < letters.length(); i++) {
      int next = next(node, letters.charAt(i));
      if (next == NONE) {
        next = root();
        edges.put(key(node, letters.charAt(i)), next);
      }
      node = next;
    }
    return node;
  }

  /** The node behind a letter, or {@link #NONE}. */
  int next(int node, char letter) {
    return edges.get(key(node, letter));
  }

  /** The number of the word that ends here, or {@link #NONE}. */
  int number(int node) {
    return numbers[node];
  }

  private static long key(int node, char letter) {
    return (long) node << 16 | letter;
  }
}
