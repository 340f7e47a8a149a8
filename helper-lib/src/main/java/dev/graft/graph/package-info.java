/**
 * A network as data: named nodes, their ops, and the stages at which the network may be cut.
 *
 * <p>Nothing here knows an engine, a file or a weight. Families in {@code dev.graft.backbone} write
 * graphs; {@code dev.graft.engine.Blocks} and {@code dev.graft.infer.OnnxExport} read them.
 */
package dev.graft.graph;
