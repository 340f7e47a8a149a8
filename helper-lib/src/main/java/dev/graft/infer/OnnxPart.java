package dev.graft.infer;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.graft.graph.Shape;

/** The first part of an ONNX model, and the shape of its output without the batch. */
record OnnxPart(ModelProto model, Shape shape) {}
