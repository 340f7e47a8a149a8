package dev.graft.text;

/** What parts a rewritten text into words, and hands each to the model. */
interface Splitting {
  void split(String text, Model model, Ids ids);
}
