package dev.graft.webp;

import java.util.Map;

/**
 * What a file holds, not decoded yet.
 *
 * @param width of the canvas
 * @param height of the canvas
 * @param hasAlpha whether the file knows alpha
 * @param first picture on the canvas
 * @param metadata by the name of its chunk
 */
record Contents(
    int width, int height, boolean hasAlpha, Image first, Map<String, Slice> metadata) {}
