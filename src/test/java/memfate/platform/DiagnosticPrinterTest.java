package memfate.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import memfate.platform.Diagnostic.Severity;
import org.junit.jupiter.api.Test;

class DiagnosticPrinterTest {

  @Test
  void showsTheLineAndMarksThePlace() {
    Diagnostic diagnostic =
        new Diagnostic(
            Severity.ERROR,
            "range ends at 0x1fff, before its start 0x2000",
            new SourceLocation("inputs/acme-x1.yaml", 14, 12),
            13,
            "    range: 0x2000-0x1fff",
            "");
    assertEquals(
        """
        error: range ends at 0x1fff, before its start 0x2000
          --> inputs/acme-x1.yaml:14:12
           |
        14 |     range: 0x2000-0x1fff
           |            ^^^^^^^^^^^^^
        """,
        DiagnosticPrinter.print(diagnostic));
  }

  @Test
  void showsAFileWithoutALine() {
    Diagnostic diagnostic =
        Diagnostic.error("cannot read a.yaml: no such file", new SourceLocation("a.yaml", 0, 0));
    assertEquals(
        "error: cannot read a.yaml: no such file\n  --> a.yaml\n",
        DiagnosticPrinter.print(diagnostic));
  }

  @Test
  void cannotMoveTheCursor() {
    String hostile = "a\u001b[2Jb\u202ec\r\td";
    Diagnostic diagnostic =
        new Diagnostic(
            Severity.WARNING, hostile, new SourceLocation(hostile, 1, 3), 4, hostile, hostile);
    String printed = DiagnosticPrinter.print(diagnostic);
    assertTrue(
        printed.chars().allMatch(c -> c == '\n' || c >= ' ' && Character.getType(c) != 16),
        printed);
    assertTrue(printed.contains("1 | a\\u001b[2Jb\\u202ec\\u000d\\td\n"), printed);
    assertTrue(printed.contains("  |        ^^^^\n"), printed);
  }

  @Test
  void cutsALongLineAroundThePlace() {
    String line = "x".repeat(10_000) + "HERE" + "y".repeat(10_000);
    Diagnostic diagnostic =
        new Diagnostic(Severity.INFO, "m", new SourceLocation("f", 1, 10_001), 4, line, "");
    String[] lines = DiagnosticPrinter.print(diagnostic).split("\n");
    assertTrue(lines[3].length() < 200);
    assertEquals(lines[3].indexOf("HERE"), lines[4].indexOf("^^^^"));
  }
}
