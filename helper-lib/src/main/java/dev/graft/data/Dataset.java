package dev.graft.data;

import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Inputs with their answers, as an evaluation reads them: photos or texts, which training,
 * evaluation and cache do not tell apart. Immutable.
 */
public sealed interface Dataset permits ImageSet, TextSet, FeatureSet {
  /**
   * Counts the inputs.
   *
   * @return at least 0
   */
  int size();

  /**
   * Names an input.
   *
   * @param index of the input
   * @return the name within this set, the same on every machine
   */
  String id(int index);

  /**
   * Identifies an input by its content, wherever it lies.
   *
   * @param index of the input
   * @return equal for equal contents
   */
  ContentKey key(int index);

  /**
   * Tells the classes.
   *
   * @return names by label
   */
  List<String> classes();

  /**
   * Tells the class of an input.
   *
   * @param index of the input
   * @return index of its class
   */
  int label(int index);

  /**
   * Says what the inputs are, in messages.
   *
   * @return {@code images} or {@code texts}
   */
  String noun();

  /**
   * Lists what was left out, and why.
   *
   * @return columns {@code file} and {@code reason}
   */
  Table rejected();

  /**
   * Sorts the inputs into a model's classes: names stay, labels are theirs.
   *
   * @param names in the order of the labels; classes without an input may come or go
   * @return the same inputs
   * @throws IllegalArgumentException if an input's class is not among the names
   */
  Dataset classes(List<String> names);

  /**
   * Tells what the inputs should be taken for.
   *
   * @return one answer an input
   */
  Answers answers();

  /**
   * Gives the inputs as a network is fed them that is evaluated.
   *
   * @param contract what the weights want
   * @return the inputs in their order
   * @throws IllegalArgumentException when the weights want inputs of another kind
   */
  Inputs inputs(Contract contract);

  /**
   * Gives the inputs with their answers.
   *
   * @param contract what the weights want
   * @return the inputs in their order
   * @throws IllegalArgumentException when the weights want inputs of another kind
   */
  default Examples examples(Contract contract) {
    return new Examples(inputs(contract), answers());
  }
}
