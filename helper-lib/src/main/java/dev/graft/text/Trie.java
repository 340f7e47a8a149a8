package dev.graft.text;

import java.util.Arrays;

/** Words that share their beginnings, each with a number; there may be several roots. */
final class Trie {
  static final int NONE = LongTable.NONE;

  private final LongTable edges = new LongTable();
  private int[] numbers = new int[1024];
  private int nodes;

  Trie() {
    Arrays.fill(numbers, NONE);
  }

  int root() {
    if (nodes == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * nodes);
      Arrays.fill(numbers, nodes, 2 * nodes, NONE);
    }
    return nodes++;
  }

  void add(int root, String word, int number) {
    int node = root;
    for (int i = 0; i < word.length(); i++) {
      int next = next(node, word.charAt(i));
      if (next == NONE) {
        next = root();
        edges.put(key(node, word.charAt(i)), next);
      }
      node = next;
    }
    numbers[node] = number;
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
