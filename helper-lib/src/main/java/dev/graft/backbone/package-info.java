/**
 * One file a family of networks: its graph and the names of its layers, nothing else.
 *
 * <p>A file reads like the paper's table. No family knows an engine, and no translator knows a
 * family.
 */
package dev.graft.backbone;
