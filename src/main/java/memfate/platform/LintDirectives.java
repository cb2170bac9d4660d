package memfate.platform;

import java.util.List;

/** Finding codes that a description expects, forbids or suppresses. */
public record LintDirectives(
    List<String> expect, List<String> forbid, List<Suppression> suppress, SourceLocation at) {

  /** A code that is not reported, and why. */
  public record Suppression(String code, String why, SourceLocation at) {}
}
