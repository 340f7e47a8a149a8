/**
 * Figures of a history, an evaluation, features and image sets, each one line of {@link
 * dev.graft.plot.Plots}.
 *
 * <p>The only room that sees plotting: Tablesaw's traces and layouts become plotly JSON (with which
 * a reader can zoom), XChart draws the PNG (which shows everywhere, offline).
 */
package dev.graft.plot;
