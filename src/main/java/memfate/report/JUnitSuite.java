package memfate.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One {@code testsuite} element, its cases in order. */
public final class JUnitSuite {
  private final String name;
  private final String input;
  private final StringBuilder cases = new StringBuilder();
  private final List<String> remarks = new ArrayList<>();
  private final Map<String, Integer> named = new HashMap<>();
  private int tests;
  private int failures;
  private int errors;
  private int skipped;

  /**
   * Begins a suite.
   *
   * @param name name of the suite and class name of its cases
   * @param input where the description stands, or empty
   */
  public JUnitSuite(String name, String input) {
    this.name = name;
    this.input = input;
  }

  /** Adds a case that passed. */
  public void passed(String test, List<String> details) {
    add(test, element("system-out", "", details));
  }

  /** Adds a case that failed. */
  public void failed(String test, String type, String message, List<String> details) {
    failures++;
    add(test, element("failure", attributes(type, message), details));
  }

  /** Adds a case that could not be run to its end. */
  public void error(String test, String type, String message, List<String> details) {
    errors++;
    add(test, element("error", attributes(type, message), details));
  }

  /** Adds a case whose result does not count. */
  public void skipped(String test, String message) {
    skipped++;
    add(test, element("skipped", XmlText.attribute("message", message), List.of()));
  }

  /** Adds a line that belongs to no case. */
  void remark(String line) {
    remarks.add(line);
  }

  private static String attributes(String type, String message) {
    return XmlText.attribute("message", message) + XmlText.attribute("type", type);
  }

  private static String element(String name, String attributes, List<String> lines) {
    String text = lines.stream().map(XmlText::line).collect(Collectors.joining("\n"));
    return "<%s%s>%s</%s>\n".formatted(name, attributes, text, name);
  }

  /** Readers take cases of one name for one case, so that a second one is numbered. */
  private void add(String test, String content) {
    tests++;
    int nth = named.merge(test, 1, Integer::sum);
    String unique = nth == 1 ? test : test + " (" + nth + ")";
    cases.append("    <testcase").append(XmlText.attribute("name", unique));
    cases.append(XmlText.attribute("classname", name)).append(">\n");
    cases.append("      ").append(content).append("    </testcase>\n");
  }

  /** Returns whether there is nothing in it. */
  public boolean isEmpty() {
    return tests == 0 && remarks.isEmpty();
  }

  /** Returns the element. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("  <testsuite").append(XmlText.attribute("name", name));
    out.append(
        " tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">\n"
            .formatted(tests, failures, errors, skipped));
    if (!input.isEmpty()) {
      out.append("    <properties>\n      <property name=\"input\"");
      out.append(XmlText.attribute("value", input)).append("/>\n    </properties>\n");
    }
    out.append(cases);
    if (!remarks.isEmpty()) {
      out.append("    ").append(element("system-err", "", remarks));
    }
    return out.append("  </testsuite>\n").toString();
  }
}
