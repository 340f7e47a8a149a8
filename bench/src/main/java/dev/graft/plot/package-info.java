/** The benchmarks' figure, beside those of the library whose look it shares. */
package dev.graft.plot;
