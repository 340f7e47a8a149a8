package dev.graft.text;

/**
 * What a tokenizer makes of one text.
 *
 * @param ids of shape (T), the special ones around the text among them; not copied
 * @param cut how many ids of the text were left out at its end, 0 where it fits
 */
public record Tokens(int[] ids, int cut) {}
