/** JMH benchmarks of the pieces inside a verb: {@code ./graft bench jmh}. */
package dev.graft.bench.jmh;
