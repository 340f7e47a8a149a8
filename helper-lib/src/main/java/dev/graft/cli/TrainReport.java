package dev.graft.cli;

import dev.graft.audit.Audit;
import dev.graft.evaluate.Evaluation;
import dev.graft.page.Page;
import dev.graft.plot.Plots;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The page that {@code train} writes: what it learned from, how well, and where it fails. */
final class TrainReport {
  private static final int MOST_CLASSES_DRAWN = 40;

  private final Facts facts;
  private final Attempts attempts;
  private final Attempt best;
  private final Material material;

  TrainReport(Facts facts, Attempts attempts, Attempt best) {
    this.facts = facts;
    this.attempts = attempts;
    this.best = best;
    this.material = attempts.material();
  }

  Page page() {
    Page page = Page.titled("A classifier of " + facts.data().toAbsolutePath().getFileName());
    facts.quality(attempts, best).forEach(page::say);
    page.say(facts.cost() + " " + facts.made());
    data(page);
    tried(page);
    answers(page);
    material.mistakes(page, best.model(), best.validation());
    page.heading("Use it");
    page.code(facts.commands(material instanceof TextMaterial ? "lines.txt" : "photo.jpg"));
    return page;
  }

  private void data(Page page) {
    page.heading("What it learned from");
    page.show(material.counts());
    material.samples(page);
    page.list(attempts.notes());
    if (!material.rejected().isEmpty()) {
      page.say("Left out, because they cannot be read:");
      page.show(material.rejected());
    }
    Audit audit = attempts.audit();
    page.heading("Is the data sound?");
    page.say(audit.toString());
    if (!audit.findings().isEmpty()) {
      page.show(audit.toTable());
      if (audit.hasPhotos()) {
        page.show(Plots.audit(audit));
      }
    }
  }

  private void tried(Page page) {
    page.heading("What was tried");
    StringColumn name = StringColumn.create("attempt");
    StringColumn backbone = StringColumn.create("network");
    DoubleColumn accuracy = DoubleColumn.create("accuracy");
    StringColumn interval = StringColumn.create("95 %");
    DoubleColumn loss = DoubleColumn.create("loss");
    DoubleColumn seconds = DoubleColumn.create("seconds");
    for (Attempt one : attempts.made()) {
      name.append(one.name());
      backbone.append(one.backbone());
      accuracy.append(one.validation().accuracy());
      interval.append(one.validation().intervals().accuracy().ends());
      loss.append(one.validation().loss());
      seconds.append(one.seconds());
    }
    page.show(Table.create("attempts", name, backbone, accuracy, interval, loss, seconds));
    page.say("Kept: %s on %s (%s).".formatted(best.name(), best.backbone(), best.settings()));
    best.history().ifPresent(history -> page.show(Plots.history(history)));
  }

  private void answers(Page page) {
    Evaluation result = facts.test().orElse(best.validation());
    page.heading("How good is it?");
    page.show(result.intervals().table());
    page.show(result.report());
    if (result.classes().size() <= MOST_CLASSES_DRAWN) {
      page.show(Plots.confusion(result));
    }
    page.say("When it says 80 %, is it right in 80 of 100? On the diagonal it is.");
    page.show(Plots.reliability(result));
    best.model()
        .trust()
        .ifPresent(
            trust -> {
              page.heading("Does it know when it does not know?");
              page.say(trust.toString());
              page.say(
                  "predict names the classes of that set, and says where a "
                      + material.noun().replaceAll("s$", "")
                      + " is of no known kind.");
            });
  }
}
