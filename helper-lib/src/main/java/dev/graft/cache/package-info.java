/**
 * Features that are never computed twice: entries by content, weights, boundary and view, in memory
 * and in files that are checked before they are believed.
 */
package dev.graft.cache;
