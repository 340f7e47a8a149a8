package dev.graft.cli;

import dev.graft.Pretrained;
import dev.graft.Search;
import dev.graft.TransferModel;
import dev.graft.Trials;
import dev.graft.audit.Audit;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Trust;
import dev.graft.page.Page;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** What {@code train} learns from: photos or texts, in parts. */
sealed interface Material permits PhotoMaterial, TextMaterial {
  String noun();

  /** How many there are to learn from. */
  int size();

  List<String> classes();

  /** Images or texts by class and part. */
  Table counts();

  /** What was left out because it cannot be read, with its reason. */
  Table rejected();

  /** Which networks are tried, the cheapest first. */
  List<Pretrained> backbones();

  /**
   * Measures a frozen network on some of the examples, more of them until that took as long as a
   * limit: seconds each.
   */
  double pace(TransferModel model, double limit);

  /** Fewer to learn from, with the classes in their proportions. */
  Material atMost(int examples);

  /** As many of those to learn from, judged by a few: what something costs is measured on it. */
  Material sample(int examples);

  /** Looks for faults in all parts. */
  Audit audit(TransferModel model);

  /** Leaves out copies, so that nothing is learned that is also asked. */
  Material withoutCopies(Audit audit);

  void solve(TransferModel model);

  /** How many views of an example training sees at most; 1 where nothing varies. */
  int mostViews();

  /** Trains what is not frozen; {@code views} are ways of seeing each example. */
  History train(TransferModel model, int views, FineTune how);

  Trials search(TransferModel model, int views, Search plan);

  /** How many blocks at the end of a network learn, and how long at most. */
  int lastBlocks();

  int mostBlockEpochs();

  /** The rate that the blocks of a network learn at. */
  double blocksRate();

  Evaluation validation(TransferModel model);

  /** Examples that nothing was chosen by, where there are such. */
  Optional<Evaluation> test(TransferModel model);

  /** Shows examples of each class. */
  void samples(Page page);

  /** Shows what the model is wrong about, and what it looks at. */
  void mistakes(Page page, TransferModel model, Evaluation result);

  /** Enough to judge a sample by. */
  int JUDGED = 8;

  /** What a model keeps of what it learned from, to tell strangers, is saved with it. */
  int MOST_KNOWN = 2000;

  /** Lets the model say what it does not know. */
  Trust calibrate(TransferModel model, double promised);

  /** Asks for a single example; returns the seconds it took. */
  double ask(TransferModel model);
}
