package memfate.engine;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.engine.lang.Code;
import memfate.platform.Diagnostic;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * Finds the quirk of each rule of a pack, and refuses rules that have none or reach beyond their
 * stage.
 *
 * <p>A rule belongs to a quirk by its pattern {@code Quirk( id == "..." )}. It is taken into a
 * policy only where that quirk is in force, so that no condition of it is ever evaluated elsewhere.
 */
final class PackTies {
  private static final Pattern BY_ID = Pattern.compile("\\s*id\\s*==\\s*\"([^\"]*)\"\\s*");
  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);
  private static final Pattern DELETE = Pattern.compile("\\bdelete\\s*\\(");
  private static final Pattern INSERT =
      Pattern.compile("\\binsert\\s*\\(\\s*(?:new\\s+)?(\\$?\\w+)");

  private final RuleSource source;
  private final RuleSource.Part part;
  private final List<Diagnostic> problems;

  PackTies(RuleSource source, RuleSource.Part part, List<Diagnostic> problems) {
    this.source = source;
    this.part = part;
    this.problems = problems;
  }

  /**
   * Returns the quirk of each rule. Rules of quirks that are not in force are taken out of the
   * file, and it gets a package of its own: packs that chose one name stay apart.
   */
  IdentityHashMap<RuleDescr, String> settle(PackageDescr parsed) {
    IdentityHashMap<RuleDescr, String> quirks = new IdentityHashMap<>();
    for (RuleDescr rule : parsed.getRules()) {
      String quirk = quirkOf(rule);
      if (quirk != null) {
        quirks.put(rule, quirk);
      }
      checkName(rule);
      checkConsequence(rule);
    }
    parsed.getRules().removeIf(rule -> !part.active().contains(quirks.get(rule)));
    parsed.setNamespace(
        "memfate.packs." + part.pack().replaceAll("[^a-z0-9]+", "_") + "." + part.stage().folder());
    return quirks;
  }

  private @Nullable String quirkOf(RuleDescr rule) {
    List<PatternDescr> ties =
        rule.getLhs().getDescrs().stream()
            .filter(PatternDescr.class::isInstance)
            .map(PatternDescr.class::cast)
            .filter(pattern -> pattern.getObjectType().equals("Quirk"))
            .toList();
    if (ties.size() != 1) {
      refuse(
          rule,
          rule.getLine(),
          "is tied to %s".formatted(ties.isEmpty() ? "no quirk" : "several quirks"),
          "write one Quirk( id == \"...\" ) as its first condition");
      return null;
    }
    Matcher id = BY_ID.matcher(constraint(ties.get(0)));
    if (!id.matches()) {
      refuse(
          rule,
          ties.get(0).getLine(),
          "names its quirk by more than its id",
          "write Quirk( id == \"...\" )");
      return null;
    }
    if (!part.quirks().contains(id.group(1))) {
      refuse(
          rule,
          ties.get(0).getLine(),
          "is tied to quirk \"%s\", which pack.yaml does not have".formatted(id.group(1)),
          "there are " + String.join(", ", part.quirks().stream().sorted().toList()));
      return null;
    }
    return id.group(1);
  }

  private static String constraint(PatternDescr pattern) {
    List<? extends BaseDescr> constraints = pattern.getDescrs();
    return constraints.size() == 1 ? constraints.get(0).toString() : "";
  }

  /** Names that begin with the pack's id are nobody else's. */
  private void checkName(RuleDescr rule) {
    if (!rule.getName().startsWith(part.pack() + ": ")) {
      refuse(
          rule,
          rule.getLine(),
          "does not begin with the id of its pack",
          "call it \"%s: ...\"".formatted(part.pack()));
    }
  }

  private void checkConsequence(RuleDescr rule) {
    String code = COMMENT_OR_TEXT.matcher(String.valueOf(rule.getConsequence())).replaceAll("\"\"");
    if (DELETE.matcher(code).find()) {
      refuse(
          rule,
          rule.getConsequenceLine(),
          "takes facts back by delete()",
          "rules of packs insert, and nothing else");
    }
    for (Matcher insert = INSERT.matcher(code); insert.find(); ) {
      if (!part.stage().words().contains(insert.group(1))) {
        refuse(
            rule,
            rule.getConsequenceLine(),
            "of stage %s inserts %s".formatted(part.stage().folder(), insert.group(1)),
            "this stage inserts " + String.join(", ", part.stage().words()));
      }
    }
  }

  private void refuse(RuleDescr rule, int line, String what, String help) {
    String message = "rule \"%s\" %s".formatted(rule.getName(), what);
    Diagnostic plain = RuleParser.error(source, line, message, Code.PACK_RULE);
    problems.add(
        new Diagnostic(
            plain.severity(), message, plain.at(), 1, plain.sourceLine(), help, plain.code()));
  }
}
