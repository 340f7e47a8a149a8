/**
 * Whether data deserves trust: the same picture twice, labels that the others contradict, what
 * belongs to none, classes too small, and classes that give themselves away. It is handed what a
 * network makes of the data and knows no network.
 */
package dev.graft.audit;
