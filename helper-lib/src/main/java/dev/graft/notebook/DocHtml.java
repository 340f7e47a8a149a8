package dev.graft.notebook;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.util.SimpleDocTreeVisitor;
import dev.graft.page.Html;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A javadoc comment as HTML without script: text, then parameters, result and errors. */
final class DocHtml extends SimpleDocTreeVisitor<Void, StringBuilder> {
  private static final Set<String> KEPT =
      Set.of("p", "pre", "ul", "ol", "li", "em", "strong", "h4");
  private static final String ITEM =
      "<div style=\"margin: 2px 0 2px 24px\"><code>%s</code> – %s</div>";

  private boolean preformatted;

  private DocHtml() {}

  static String of(DocCommentTree doc) {
    StringBuilder html = new StringBuilder("<div>" + of(doc.getFullBody()) + "</div>");
    for (DocTree tag : doc.getBlockTags()) {
      if (tag instanceof ParamTree param) {
        item(html, param.getName().toString(), param.getDescription());
      } else if (tag instanceof ReturnTree result) {
        item(html, "returns", result.getDescription());
      } else if (tag instanceof ThrowsTree error) {
        item(html, "throws " + error.getExceptionName(), error.getDescription());
      }
    }
    return html.toString();
  }

  /** Gives the first sentence. */
  static String sentence(DocCommentTree doc) {
    return of(doc.getFirstSentence());
  }

  private static void item(StringBuilder html, String name, List<? extends DocTree> text) {
    html.append(String.format(Locale.ROOT, ITEM, Html.escape(name), of(text)));
  }

  private static String of(List<? extends DocTree> trees) {
    StringBuilder html = new StringBuilder();
    var visitor = new DocHtml();
    trees.forEach(tree -> tree.accept(visitor, html));
    return html.toString();
  }

  @Override
  public Void visitText(TextTree text, StringBuilder html) {
    html.append(Html.escape(unbroken(text.getBody())));
    return null;
  }

  @Override
  public Void visitLiteral(LiteralTree literal, StringBuilder html) {
    String body = Html.escape(unbroken(literal.getBody().getBody()));
    html.append(preformatted ? body : "<code>" + body + "</code>");
    return null;
  }

  /** Lines of the source end where its margin is; those of an example are meant. */
  private String unbroken(String text) {
    return preformatted ? text : text.replaceAll("\\s*\n\\s*", " ");
  }

  @Override
  public Void visitLink(LinkTree link, StringBuilder html) {
    String target = link.getReference().getSignature().replaceFirst("^#|^([a-z]+\\.)+", "");
    boolean named = !link.getLabel().isEmpty();
    html.append(
        named ? of(link.getLabel()) : "<code>" + Html.escape(target.replace('#', '.')) + "</code>");
    return null;
  }

  @Override
  public Void visitEntity(EntityTree entity, StringBuilder html) {
    html.append('&').append(entity.getName()).append(';');
    return null;
  }

  @Override
  public Void visitStartElement(StartElementTree element, StringBuilder html) {
    preformatted |= element.getName().contentEquals("pre");
    tag("<", element.getName().toString(), html);
    return null;
  }

  @Override
  public Void visitEndElement(EndElementTree element, StringBuilder html) {
    preformatted &= !element.getName().contentEquals("pre");
    tag("</", element.getName().toString(), html);
    return null;
  }

  private static void tag(String open, String name, StringBuilder html) {
    String shown = name.matches("h\\d") ? "h4" : name;
    if (KEPT.contains(shown)) {
      html.append(open).append(shown).append('>');
    }
  }
}
