/**
 * Graph to ONNX and back: a slice is written as a model with its batch normalizations folded, and
 * run by ONNX Runtime; a file of others becomes one layer of a graph.
 *
 * <p>The only room that sees ONNX Runtime.
 */
package dev.graft.infer;
