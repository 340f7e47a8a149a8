/**
 * The frozen part: a slice of a graph exported to ONNX with its batch normalizations folded, and
 * run by ONNX Runtime.
 *
 * <p>The only room that sees ONNX Runtime.
 */
package dev.graft.infer;
