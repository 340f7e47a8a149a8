/**
 * Graft on Apache Spark: frozen networks and saved models as stages of Spark ML. The driver loads a
 * model and sends it; each executor compiles it once, whatever the partitions, and computes rows
 * with the bits that one machine gives.
 */
package dev.graft.spark;
