/**
 * Graph to DJL arrays: a kernel for each op, the slice that learns and the bodies that run forward,
 * on PyTorch or MXNet; which engine and device that is, and the settings that make it fast.
 */
package dev.graft.engine;
