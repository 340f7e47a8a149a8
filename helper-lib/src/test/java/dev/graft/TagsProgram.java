package dev.graft;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.replaceHead;

import dev.graft.data.Answered;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Mixing;
import dev.graft.data.Samples;
import dev.graft.data.TagSet;
import dev.graft.data.Tags;
import dev.graft.graph.Layers;
import dev.graft.train.Checkpoints;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A run of two stages with a checkpoint after every batch, which {@link TagsKilledTest} kills. */
public final class TagsProgram {
  private TagsProgram() {}

  /**
   * Trains, and writes what came of it.
   *
   * @param arguments a folder and an engine
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    TagSet insects = insects();
    Answered.Parts<TagSet> parts = insects.split(0.75, 1);
    FineTune stage = FineTune.epochs(2).batchSize(8).learningRate(3e-3).balancedClasses();
    FineTune more = stage.lasting(12).average(0.9).focal(2).mixing(Mixing.mixup(0.4));
    var plan =
        FineTune.gradual()
            .head(stage.keepBest())
            .then(Layers.last(2), more)
            .checkpoints(Checkpoints.in(folder.resolve("checkpoints")).every(Duration.ZERO));
    try (TransferModel model = Garden.backbone(arguments[1]).untrained(1)) {
      replaceHead(model, Head.multiLabel(insects.tags().names()).dense(16).dropout(0.2));
      var train = augment(parts.train(), Augmentation.flip().rotate(15));
      History history = fineTune(model, train, parts.validation(), plan);
      KilledRun.write(folder, history, model);
    }
  }

  private static TagSet insects() {
    ImageSet images = Samples.garden(6, 1).train();
    Map<String, boolean[]> known =
        Map.of(
            "ant", new boolean[] {false, true},
            "bee", new boolean[] {true, true},
            "butterfly", new boolean[] {true, false},
            "ladybird", new boolean[] {true, false});
    boolean[][] rows =
        IntStream.range(0, images.size())
            .mapToObj(i -> images.classes().get(images.label(i)))
            .map(name -> known.getOrDefault(name, new boolean[2]))
            .toArray(boolean[][]::new);
    return TagSet.of(images, new Tags(List.of("flies", "stings"), rows));
  }
}
