package dev.graft.webp;

/**
 * What decides whether an edge is smoothed (RFC 6386, section 15.2).
 *
 * @param edge limit of the step across an edge; 0 smooths nothing
 * @param interior limit of the steps beside it
 * @param highVariance above which only the two pixels at the edge are moved
 */
record FilterStrength(int edge, int interior, int highVariance) {}
