package dev.graft.plot;

/**
 * One column of parallel coordinates.
 *
 * @param name what it is called
 * @param values one a row
 * @param scale where they lie
 */
record ParallelAxis(String name, double[] values, Scale scale) {}
