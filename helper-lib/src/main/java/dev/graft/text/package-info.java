/**
 * From text to the ids that a language model was trained with: tokenizers, id for id as Hugging
 * Face's {@code tokenizers} give them; one file a step.
 *
 * <p>A tokenizer's files are data of others: bounded, read whole, and never obeyed, so that no
 * regular expression of theirs is run. What is not read is refused by name.
 */
package dev.graft.text;
