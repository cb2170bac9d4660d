package memfate.engine.lang;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import memfate.platform.Diagnostic;

/** Says of the rules of a policy, all of them together, what compiles and is hardly meant. */
public final class Lint {
  private final Words words;
  private final Set<String> silent;

  private Lint(Words words, Set<String> silent) {
    this.words = words;
    this.silent = silent;
  }

  /**
   * Returns warnings, file by file.
   *
   * @param files all files of a policy, none of them refused
   * @param beside further files whose events and flags may come
   * @param options values by option, of those options that take no others
   * @param silent names of the rules that no case shows firing, and that need one
   */
  public static List<Diagnostic> warnings(
      Collection<RuleText> files,
      Collection<RuleText> beside,
      Map<String, List<String>> options,
      Set<String> silent) {
    Words words = new Words(options);
    Stream.concat(files.stream(), beside.stream())
        .forEach(file -> file.tree().rules().forEach(words::learn));
    Lint lint = new Lint(words, silent);
    return files.stream().flatMap(lint::warnings).toList();
  }

  private Stream<Diagnostic> warnings(RuleText file) {
    Problems problems = file.newProblems();
    for (RuleFile.Rule rule : file.tree().rules()) {
      Contradictions.find(rule, problems);
      SelfFeeding.find(rule, problems);
      words.find(rule, problems);
      if (silent.contains(rule.name())) {
        problems.warning(
            Code.NO_CASE,
            rule.nameAt(),
            "no case shows that the rule fires",
            "add one to cases/, with x-fires: [\"%s\"]".formatted(rule.name()));
      }
    }
    return Stream.concat(file.warnings().stream(), problems.inOrder().stream());
  }
}
