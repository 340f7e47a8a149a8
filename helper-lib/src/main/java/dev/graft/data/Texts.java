package dev.graft.data;

import java.util.List;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How a set of texts is read: one after the other, as a table, or by a network. */
abstract sealed class Texts permits TextSet {
  private final LabelledTexts all;

  Texts(LabelledTexts all) {
    this.all = all;
  }

  LabelledTexts labelled() {
    return all;
  }

  /**
   * Counts the texts.
   *
   * @return at least 0
   */
  public int size() {
    return all.texts().size();
  }

  /**
   * Names a text: its row, its line or its file.
   *
   * @param index of the text
   * @return the name within this set
   */
  public String id(int index) {
    return all.texts().get(index).id();
  }

  /**
   * Gives a text.
   *
   * @param index of the text
   * @return as it was read
   */
  public String text(int index) {
    return all.texts().get(index).words();
  }

  /**
   * Identifies a text by its words.
   *
   * @param index of the text
   * @return equal for equal words
   */
  public ContentKey key(int index) {
    return all.texts().get(index).key();
  }

  /**
   * Tells the classes.
   *
   * @return names by label
   */
  public List<String> classes() {
    return all.classes();
  }

  /**
   * Tells the class of a text.
   *
   * @param index of the text
   * @return index of its class
   */
  public int label(int index) {
    return all.labels().get(index);
  }

  /**
   * Says what the inputs are, in messages.
   *
   * @return {@code texts}
   */
  public String noun() {
    return "texts";
  }

  /**
   * Tells what the texts should be taken for.
   *
   * @return their classes, tags or numbers
   */
  public Answers answers() {
    return all.answers();
  }

  /**
   * Gives the texts as a network is fed them.
   *
   * @param contract what the weights want
   * @return the texts in their order
   * @throws IllegalArgumentException when the weights want photos
   */
  public Inputs inputs(Contract contract) {
    return new ReadTexts(new AsWritten(all.texts()), TextContract.of(contract));
  }

  List<Text> all() {
    return all.texts();
  }

  Text at(int index) {
    return all.texts().get(index);
  }

  /**
   * Counts the texts of each class.
   *
   * @return columns {@code class} and {@code texts}
   */
  public Table counts() {
    int[] counts = new int[classes().size()];
    all.labels().forEach(label -> counts[label]++);
    return Table.create(
        "texts", StringColumn.create("class", classes()), IntColumn.create("texts", counts));
  }

  /**
   * Tells how long the texts are to a model, and how much of them it does not read.
   *
   * @param contract a model's {@code textContract()}
   * @return columns {@code id}, {@code tokens} that are read and {@code cut}, a row a text
   */
  public Table lengths(TextContract contract) {
    ReadTexts read = new ReadTexts(new AsWritten(all.texts()), contract);
    IntColumn tokens = IntColumn.create("tokens");
    IntColumn cut = IntColumn.create("cut");
    for (int i = 0; i < size(); i++) {
      tokens.append(read.tokens(i).ids().length);
      cut.append(read.tokens(i).cut());
    }
    StringColumn ids = StringColumn.create("id", all.texts().stream().map(Text::id).toList());
    return Table.create("lengths", ids, tokens, cut);
  }

  /**
   * Lists the texts that were left out.
   *
   * @return columns {@code file}, where each came from, and {@code reason}
   */
  public Table rejected() {
    return Rejection.table(all.rejected());
  }
}
