/**
 * ONNX → graph: an ONNX file of somebody else's becomes a network that learns, one word an
 * operator. What is constant is computed here, what is left is drawn as the graph's ops under the
 * names of the file's weights. What has passed {@code infer.gate} is read, nothing else; nothing of
 * it is run.
 */
package dev.graft.infer.read;
