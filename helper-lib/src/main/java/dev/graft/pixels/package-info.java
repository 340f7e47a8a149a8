/**
 * From the bytes of an image file to upright 8-bit RGB, pixel for pixel as Pillow reads it; one
 * file a container.
 *
 * <p>Files are told apart by their first bytes. The size is read from the header and held against a
 * limit before anything is allocated; what is not read is refused by name.
 */
package dev.graft.pixels;
