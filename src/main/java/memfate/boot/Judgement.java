package memfate.boot;

import java.util.List;
import java.util.Map;
import memfate.iomem.AddressRange;

/**
 * What the invariants say about the orders of events under one reading of the unknown tables.
 *
 * @param assume what the reading assumes; empty when nothing is unknown
 * @param judged how many outcomes were judged, each by one order that leads to it
 * @param outcomes how many outcomes of the whole platform are known
 * @param violations what is wrong, gravest first
 */
public record Judgement(
    Map<String, String> assume, int judged, int outcomes, List<Violation> violations) {

  /**
   * Something that no order should end with.
   *
   * @param finding what it is, and the rule that says so
   * @param range the addresses that it is about
   * @param outcomes in how many of the judged outcomes it is met
   * @param witness the shortest order with it, and of those the least by name
   */
  public record Violation(
      Outcome.Finding finding, AddressRange range, int outcomes, Witness witness) {}

  /** Returns whether each outcome was judged. */
  public boolean complete() {
    return judged == outcomes;
  }
}
