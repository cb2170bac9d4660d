package memfate.importer;

import java.util.List;
import memfate.platform.Expectation;
import memfate.platform.LintDirectives;

/** Writes what a description expects of checks and of outcomes. */
final class ExpectWriter {
  private final BlockWriter blocks;

  ExpectWriter(BlockWriter blocks) {
    this.blocks = blocks;
  }

  void lint(LintDirectives lint) {
    Yaml.Row row = Yaml.Row.block();
    row.texts("expect", lint.expect());
    row.texts("forbid", lint.forbid());
    blocks.addRows(row, "lint", "suppress", lint.suppress(), this::suppression);
    blocks.section("lint", row, List.of());
  }

  private void suppression(LintDirectives.Suppression suppression, Yaml.Row row, String path) {
    row.text("code", suppression.code());
    row.word("why", Yaml.quoted(suppression.why()));
  }

  void expectation(Expectation expected, Yaml.Row row, String path) {
    Yaml.Row when = Yaml.Row.flow();
    when.text("policy", expected.policy());
    when.text("order", expected.order());
    Integer step = expected.step();
    if (step != null) {
      when.word("step", String.valueOf(step));
    }
    Yaml.Row assume = Yaml.Row.flow();
    expected.assume().forEach((table, state) -> assume.put(table, Yaml.text(state)));
    blocks.addExtensions(assume, path + ".when.assume");
    when.row("assume", assume);
    blocks.addExtensions(when, path + ".when");
    row.row("when", when);
    blocks.addRows(row, path, "ranges", expected.ranges(), this::expectedRange);
    row.row("iomem", iomem(expected.iomem(), path + ".iomem"));
    row.list("log", expected.log(), line -> new Yaml.Word(Yaml.quoted(line)));
    row.text("status", expected.status());
    row.flag("confluent", expected.confluent(), null);
    blocks.addRows(row, path, "explore", expected.explore(), this::orders);
    row.text("note", expected.note());
    if (row.isEmpty()) {
      row.word("ranges", "[]");
    }
  }

  private void orders(Expectation.ExpectedOrders orders, Yaml.Row row, String path) {
    row.texts("policy", orders.policies());
    row.text("verdict", orders.verdict());
    blocks.addRows(row, path, "fates", orders.fates(), this::expectedRange);
  }

  private void expectedRange(Expectation.ExpectedRange range, Yaml.Row row, String path) {
    row.range(range.range());
    row.texts("decisions", range.decisions());
    row.text("reason", range.reason());
    row.text("owner", range.owner());
    row.text("dax", range.dax());
    row.text("driver", range.driver());
    row.text("kmem", range.kmem());
    Long usable = range.usable();
    if (usable != null) {
      row.word("usable", Yaml.size(usable));
    }
  }

  private Yaml.Row iomem(Expectation.ExpectedIomem iomem, String path) {
    Yaml.Row row = Yaml.Row.block();
    if (!iomem.tree().isEmpty()) {
      row.put("tree", new Yaml.Lines(iomem.tree()));
    }
    row.list("contains", iomem.contains(), text -> new Yaml.Word(Yaml.quoted(text)));
    row.list("absent", iomem.absent(), text -> new Yaml.Word(Yaml.quoted(text)));
    blocks.addExtensions(row, path);
    return row;
  }
}
