/**
 * What notebooks and reports show of a value: HTML without script, numbers evenly rounded, and
 * pages in one file that need no network.
 */
package dev.graft.page;
