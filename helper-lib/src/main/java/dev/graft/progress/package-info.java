/**
 * One line of live progress for every call that takes long: training, evaluation, downloads.
 *
 * <p>It stands below all other rooms because all of them use it; where the line is shown, in a
 * terminal or in a notebook cell, is decided by whoever installs a {@link
 * dev.graft.progress.ProgressSink}.
 */
package dev.graft.progress;
