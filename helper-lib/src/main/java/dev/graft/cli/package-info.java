/**
 * The commands behind {@code ./graft infer}, {@code bench} and {@code doctor}.
 *
 * <p>A room of its own at the top of the house, beside the notebook, because a shell script must
 * not know the library's classes.
 */
package dev.graft.cli;
