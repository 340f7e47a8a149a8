package dev.graft;

import dev.graft.data.InputContract;
import dev.graft.weights.WeightFile;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One published set of weights of a backbone, and what those weights want to see.
 *
 * <pre>{@code
 * for (WeightSet set : Backbone.RESNET50.weightSets()) {
 *   System.out.println(set.name() + " " + set.top1() + " " + set.licence());
 * }
 * }</pre>
 *
 * @param name among the sets of its backbone, as in {@code torchvision-v2}
 * @param flavour whose graph it is: {@code torchvision}, {@code keras}, {@code timm}, {@code slim},
 *     {@code meta} or {@code huggingface}
 * @param file where it may be had; empty for a body of one's own, and where no file is offered
 * @param licence SPDX identifier, empty where none is known
 * @param top1 published accuracy on ImageNet's validation images, percent
 * @param contract its input, at the size it was trained or is evaluated at
 */
public record WeightSet(
    String name,
    String flavour,
    Optional<WeightFile> file,
    String licence,
    OptionalDouble top1,
    InputContract contract) {

  /** What a body brings along that no table has. */
  static WeightSet own(InputContract contract) {
    return new WeightSet("own", "own", Optional.empty(), "", OptionalDouble.empty(), contract);
  }
}
