package memfate.importer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import memfate.platform.Expectation;
import memfate.platform.Expectation.ExpectedIomem;
import memfate.platform.Expectation.ExpectedOrders;
import memfate.platform.Expectation.ExpectedRange;
import memfate.platform.LintDirectives;

/** Reads {@code lint} and {@code expect}. */
final class ExpectReader {
  private ExpectReader() {}

  static LintDirectives lint(Fields platform) {
    return platform
        .section("lint", Section.LINT)
        .map(
            fields ->
                new LintDirectives(
                    fields.several("expect", ExpectReader::code),
                    fields.several("forbid", ExpectReader::code),
                    fields.rows("suppress", Section.SUPPRESSION, ExpectReader::suppression),
                    fields.at()))
        .orElseGet(() -> new LintDirectives(List.of(), List.of(), List.of(), platform.at()));
  }

  private static String code(String text) throws ScalarException {
    if (!text.matches("[A-Z0-9]+(-[A-Z0-9]+)*")) {
      throw new ScalarException(
          "'%s' is not a finding code".formatted(Unsigned.shorten(text)),
          "codes look like SR-STRADDLES-WINDOWS");
    }
    return text;
  }

  private static Optional<LintDirectives.Suppression> suppression(Fields fields) {
    for (String key : List.of("code", "why")) {
      if (!fields.has(key)) {
        fields.missing(key, "a suppression names its code and says why");
      }
    }
    String code = fields.optional("code", ExpectReader::code);
    return Optional.ofNullable(code)
        .map(c -> new LintDirectives.Suppression(c, fields.text("why"), fields.at()));
  }

  static List<Expectation> expectations(Fields platform) {
    return platform.rows("expect", Section.EXPECTATION, ExpectReader::expectation);
  }

  private static Optional<Expectation> expectation(Fields fields) {
    Optional<Fields> when = fields.section("when", Section.WHEN);
    return Optional.of(
        new Expectation(
            when.map(w -> w.text("policy")).orElse(""),
            when.map(w -> w.word("order", Words.ORDER, "")).orElse(""),
            when.isPresent() ? when.get().optional("step", Scalars::integer) : null,
            when.map(ExpectReader::assume).orElse(Map.of()),
            fields.rows("ranges", Section.EXPECTED_RANGE, ExpectReader::range),
            fields
                .section("iomem", Section.EXPECTED_IOMEM)
                .map(ExpectReader::iomem)
                .orElse(ExpectedIomem.NONE),
            fields.several("log", Scalars::text),
            fields.word("status", Words.STATUS, ""),
            fields.optional("confluent", Scalars::flag),
            fields.rows("explore", Section.EXPLORATION, ExpectReader::orders),
            fields.text("note"),
            fields.at()));
  }

  private static Optional<ExpectedOrders> orders(Fields fields) {
    if (!fields.has("verdict")) {
      fields.missing("verdict", "say whether the fate depends on the order");
      return Optional.empty();
    }
    return Optional.of(
        new ExpectedOrders(
            fields.several("policy", Scalars::text),
            fields.word("verdict", Words.VERDICT, ""),
            fields.rows("fates", Section.EXPECTED_RANGE, ExpectReader::range),
            fields.at()));
  }

  private static Map<String, String> assume(Fields when) {
    Map<String, String> assume = new LinkedHashMap<>();
    when.section("assume", Section.ASSUME)
        .ifPresent(
            fields ->
                Section.ASSUME.keys().stream()
                    .filter(fields::has)
                    .forEach(key -> assume.put(key, fields.text(key))));
    return assume;
  }

  private static ExpectedIomem iomem(Fields fields) {
    return new ExpectedIomem(
        fields.text("tree"),
        fields.several("contains", Scalars::text),
        fields.several("absent", Scalars::text));
  }

  private static Optional<ExpectedRange> range(Fields fields) {
    List<String> decisions = fields.several("decisions", Words.DECISION::canonical);
    String owner = fields.word("owner", Words.OWNER, "");
    Long usable = fields.optional("usable", SizeText::parse);
    return fields
        .range()
        .map(
            range ->
                new ExpectedRange(
                    range,
                    decisions,
                    fields.text("reason"),
                    owner,
                    fields.text("dax"),
                    fields.text("driver"),
                    fields.text("kmem"),
                    usable,
                    fields.at()));
  }
}
