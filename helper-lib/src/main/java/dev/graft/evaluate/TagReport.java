package dev.graft.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** The figures of each tag as a table, and their means. */
final class TagReport {
  private TagReport() {}

  static Table of(
      List<String> tags, List<Double> thresholds, List<TagCounts> all, List<RankedScores> ranked) {
    Table table =
        Table.create(
            "report",
            StringColumn.create("tag"),
            DoubleColumn.create("precision"),
            DoubleColumn.create("recall"),
            DoubleColumn.create("F1"),
            DoubleColumn.create("average precision"),
            DoubleColumn.create("threshold"),
            LongColumn.create("support"));
    for (int tag = 0; tag < tags.size(); tag++) {
      TagCounts its = all.get(tag);
      double[] figures = {its.precision(), its.recall(), its.f1()};
      append(table, tags.get(tag), figures, ranked.get(tag).averagePrecision(), its.support());
      table.doubleColumn(5).set(tag, thresholds.get(tag));
    }
    TagCounts sum = TagCounts.sum(all);
    double precisions =
        ranked.stream()
            .filter(r -> r.support() > 0)
            .mapToDouble(RankedScores::averagePrecision)
            .average()
            .orElse(Double.NaN);
    double[] macro = {
      mean(all, TagCounts::precision), mean(all, TagCounts::recall), TagCounts.macroF1(all)
    };
    append(table, "macro mean", macro, precisions, sum.support());
    double[] micro = {sum.precision(), sum.recall(), sum.f1()};
    append(table, "micro mean", micro, Double.NaN, sum.support());
    for (int column = 1; column <= 5; column++) {
      table.doubleColumn(column).setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(4));
    }
    return table;
  }

  private static double mean(List<TagCounts> all, ToDoubleFunction<TagCounts> figure) {
    return all.stream().filter(TagCounts::occurs).mapToDouble(figure).average().orElse(0);
  }

  private static void append(
      Table table, String name, double[] figures, double averagePrecision, long support) {
    table.stringColumn(0).append(name);
    for (int i = 0; i < figures.length; i++) {
      table.doubleColumn(1 + i).append(figures[i]);
    }
    table.doubleColumn(4).append(averagePrecision);
    table.doubleColumn(5).append(Double.NaN);
    table.longColumn(6).append(support);
  }
}
