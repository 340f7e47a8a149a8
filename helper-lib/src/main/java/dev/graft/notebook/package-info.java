/**
 * What a notebook adds to the library: the JJava extension with its imports, renderers and live
 * progress, {@link dev.graft.notebook.Notebook#show}, and the {@link dev.graft.notebook.Promises}
 * that end a lesson.
 *
 * <p>The only room that sees the kernel. Outside a notebook everything prints.
 */
package dev.graft.notebook;
