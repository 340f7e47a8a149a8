/**
 * Tablesaw figures of a history, an evaluation and an image set.
 *
 * <p>The only room that sees plotting.
 */
package dev.graft.plot;
