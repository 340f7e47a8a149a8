package dev.graft.text;

import java.util.List;

/**
 * What a tokenizer is made of, as its files say.
 *
 * @param added tokens, those around the text among them
 */
record Parts(
    Rewriting rewriting, Splitting splitting, Model model, List<AddedToken> added, Frame frame) {}
