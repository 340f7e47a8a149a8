/**
 * The engines that run on Java, each a process that answers the questions of a job: Graft, plain
 * DJL and DL4J, the latter two written as their own guides teach it.
 */
package dev.graft.bench.worker;
