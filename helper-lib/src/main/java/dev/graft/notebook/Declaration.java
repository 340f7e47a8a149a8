package dev.graft.notebook;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A public type or member as it stands in the source, with what its javadoc says.
 *
 * @param name as in {@code FineTune} or {@code FineTune.stopEarly}
 * @param signature on one line
 * @param doc its comment; empty where it has none
 * @param parents simple names of what it extends and implements; empty for members and most types
 */
record Declaration(
    String name, String signature, Optional<DocCommentTree> doc, List<String> parents) {

  /** A member as the heir of its type has it. */
  Declaration of(String type, String heir) {
    return new Declaration(heir + name.substring(type.length()), signature, doc, parents);
  }

  /** Reads the public types and members of a file, in its order; nothing is compiled. */
  static List<Declaration> in(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("help needs a JDK; this Java has no compiler");
    }
    var file = new Text(source);
    var task =
        (JavacTask) compiler.getTask(null, null, ignored -> {}, List.of(), null, List.of(file));
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      var reader = new Reader(source, unit, DocTrees.instance(task), new ArrayList<>());
      unit.getTypeDecls().forEach(type -> reader.type(new TreePath(new TreePath(unit), type), ""));
      return List.copyOf(reader.found());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Reader(
      String source, CompilationUnitTree unit, DocTrees trees, List<Declaration> found) {

    void type(TreePath path, String outer) {
      if (!(path.getLeaf() instanceof ClassTree type)) {
        return;
      }
      String name = outer + type.getSimpleName();
      add(path, name, end(type, "{"), parents(type));
      boolean open = type.getKind() == Tree.Kind.INTERFACE;
      for (Tree member : type.getMembers()) {
        TreePath inside = new TreePath(path, member);
        if (member instanceof ClassTree nested && (open || isPublic(nested.getModifiers()))) {
          type(inside, name + ".");
        } else if (member instanceof MethodTree method
            && !(type.getKind() == Tree.Kind.RECORD && method.getReturnType() == null)
            && (open || isPublic(method.getModifiers()))
            && trees.getDocCommentTree(inside) != null) {
          String its = method.getName().contentEquals("<init>") ? "new" : "" + method.getName();
          int end = method.getBody() == null ? end(method, ";") : start(method.getBody());
          add(inside, name + "." + its, end, List.of());
        } else if (member instanceof VariableTree field
            && trees.getDocCommentTree(inside) != null
            && (isPublic(field.getModifiers()) || type.getKind() == Tree.Kind.ENUM)) {
          add(inside, name + "." + field.getName(), end(field, "=;,({"), List.of());
        }
      }
    }

    private static List<String> parents(ClassTree type) {
      return Stream.concat(
              Stream.ofNullable(type.getExtendsClause()), type.getImplementsClause().stream())
          .map(Tree::toString)
          .toList();
    }

    private void add(TreePath path, String name, int end, List<String> parents) {
      String signature =
          source
              .substring(start(path.getLeaf()), end)
              .replaceAll("@\\w+(\\([^)]*\\))?\\s", "")
              .replaceAll("\\b(public|static|default|final|sealed|non-sealed)\\s+", "")
              .replaceAll("\\s+", " ")
              .replace("( ", "(")
              .strip();
      var doc = Optional.ofNullable(trees.getDocCommentTree(path));
      found.add(new Declaration(name, signature, doc, parents));
    }

    private int start(Tree tree) {
      return (int) trees.getSourcePositions().getStartPosition(unit, tree);
    }

    /** Finds the first of some letters behind a tree's beginning, or its end. */
    private int end(Tree tree, String letters) {
      int last = (int) trees.getSourcePositions().getEndPosition(unit, tree);
      for (int at = start(tree); at < last; at++) {
        if (letters.indexOf(source.charAt(at)) >= 0) {
          return at;
        }
      }
      return last;
    }

    private static boolean isPublic(com.sun.source.tree.ModifiersTree modifiers) {
      Set<Modifier> flags = modifiers.getFlags();
      return flags.contains(Modifier.PUBLIC);
    }
  }

  /** A source that lies in memory. */
  private static final class Text extends SimpleJavaFileObject {
    private final String source;

    Text(String source) {
      super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }
}
