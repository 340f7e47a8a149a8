package dev.graft.text;

/** What makes ids of one word. */
interface Model {
  /** Adds the ids of {@code text} from {@code from} to before {@code to}. */
  void encode(String text, int from, int to, Ids ids);
}
