package dev.graft.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Byte-pair encoding (Sennrich et al. 2016, arXiv 1508.07909) of UTF-8: of the neighbours in a word
 * those become one that were learnt first, again and again.
 */
final class BytePairs implements Model {
  private static final int NONE = -1;

  /** By byte; none where the vocabulary lacks it, and then it is left out, as in the reference. */
  private final int[] bytes = new int[256];

  private final Merges merges;

  /**
   * Takes what was learnt.
   *
   * @param other id for bytes that the vocabulary lacks, or −1
   */
  BytePairs(Vocabulary vocabulary, Merges merges, int other) {
    this.merges = merges;
    char[] letters = ByteLetters.all();
    Arrays.setAll(bytes, i -> vocabulary.ids().getOrDefault(String.valueOf(letters[i]), other));
  }

  @Override
  public void encode(String text, int from, int to, Ids ids) {
    byte[] word = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
    int[] tokens = new int[word.length];
    int count = 0;
    for (byte one : word) {
      int id = bytes[one & 0xff];
      if (id != NONE) {
        tokens[count++] = id;
      }
    }
    int[] next = merged(tokens, count);
    for (int at = 0; at < count; at = next[at]) {
      ids.add(tokens[at]);
    }
  }

  /** Merges what can be; gives for each place where the next token stands. */
  private int[] merged(int[] tokens, int count) {
    int[] next = new int[count];
    int[] before = new int[count + 1];
    LongHeap open = new LongHeap();
    for (int at = 0; at < count; at++) {
      next[at] = at + 1;
      before[at] = at - 1;
      propose(open, tokens, at - 1, at);
    }
    while (!open.isEmpty()) {
      long first = open.remove();
      int rank = (int) (first >>> 32);
      int at = (int) first;
      int right = tokens[at] == NONE ? count : next[at];
      if (right == count || merges.rank(tokens[at], tokens[right]) != rank) {
        continue; // another merge was first
      }
      tokens[at] = merges.merged(rank);
      tokens[right] = NONE;
      next[at] = next[right];
      before[next[at]] = at;
      propose(open, tokens, before[at], at);
      if (next[at] < count) {
        propose(open, tokens, at, next[at]);
      }
    }
    return next;
  }

  private void propose(LongHeap open, int[] tokens, int left, int right) {
    int rank = left < 0 ? NONE : merges.rank(tokens[left], tokens[right]);
    if (rank != NONE) {
      open.add((long) rank << 32 | left);
    }
  }
}
