/**
 * Graft and its peers side by side: the jobs behind {@code ./graft bench}.
 *
 * <p>Every engine, Graft too, is a process of its own that answers questions, one JSON object a
 * line; a job asks them in turn, repetition after repetition, so that all see the same machine.
 */
package dev.graft.bench;
