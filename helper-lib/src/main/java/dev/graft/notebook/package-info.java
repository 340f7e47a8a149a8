/**
 * The JJava extension: imports, renderers and live progress.
 *
 * <p>The only room that sees the kernel.
 */
package dev.graft.notebook;
