/** Saved models as DJL's own: what its {@code Criteria} and DJL Serving look for in a folder. */
package dev.graft.zoo;
