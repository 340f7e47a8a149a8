/**
 * What may be run of an ONNX file that somebody else wrote: each kind of field and operator that
 * Graft takes, and what each operator makes and costs, before anything runs.
 */
package dev.graft.infer.gate;
