/**
 * WebP files to pixels, as libwebp decodes them, bit for bit: lossy (RFC 6386), lossless and alpha
 * (RFC 9649), the first picture of an animation on its canvas.
 *
 * <p>Pure Java, since a native decoder in the user's process is a door for hostile files
 * (CVE-2023-4863 was one) and is missing on some machine. It knows no files, no images of Java's
 * and no other room; it allocates in proportion to the file and to the size that its header tells.
 */
package dev.graft.webp;
