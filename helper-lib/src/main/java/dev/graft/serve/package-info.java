/**
 * A saved model as a service that answers over HTTP: one class to start it, and behind it the
 * server of the JDK, limits on whatever arrives, and batches of what arrives together.
 */
package dev.graft.serve;
