/**
 * What lies outside the Java heap, where the collector sees neither its size nor its use: who still
 * uses it, how much of it there is, and that it is freed when its owner is forgotten.
 *
 * <p>It stands below all other rooms, beside progress, and knows nothing of networks.
 */
package dev.graft.memory;
