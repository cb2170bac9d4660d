package memfate.iomem;

import static memfate.iomem.Ranges.hex;
import static memfate.iomem.Ranges.range;
import static memfate.iomem.ResourceDescriptor.CXL;
import static memfate.iomem.ResourceDescriptor.NONE;
import static memfate.iomem.ResourceDescriptor.SOFT_RESERVED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trees and answers measured with the kernel's own resource functions, one boot story each. */
class ResourceTreeExamplesTest {

  private final ResourceTree iomem = ResourceTree.iomem();
  private final ResourceTree soft = ResourceTree.softReserved();

  @Test
  void r1AWindowOverAnEqualSoftReservedRangeGoesOnTop() {
    softReserved("850000000-284fffffff");
    Resource window = window(0, "850000000-284fffffff");
    shows(
        """
        850000000-284fffffff : CXL Window 0
          850000000-284fffffff : Soft Reserved
        """);
    answers("850000000-284fffffff", CXL, "INTERSECTS", "INTERSECTS");
    answers("850000000-284fffffff", SOFT_RESERVED, "DISJOINT", "INTERSECTS");

    assertNull(iomem.insert(window, region(0, "850000000-284fffffff")));
    claimed("850000000-284fffffff", "dax0.0");
    shows(
        """
        850000000-284fffffff : CXL Window 0
          850000000-284fffffff : region0
            850000000-284fffffff : Soft Reserved
              850000000-284fffffff : dax0.0
        """);
  }

  @Test
  void r2SoftReservedInsertedLastGoesOnTop() {
    Resource window = window(0, "850000000-284fffffff");
    assertNull(iomem.insert(window, region(0, "850000000-284fffffff")));
    softReserved("850000000-284fffffff");
    claimed("850000000-284fffffff", "dax6.0");
    shows(
        """
        850000000-284fffffff : Soft Reserved
          850000000-284fffffff : CXL Window 0
            850000000-284fffffff : region0
              850000000-284fffffff : dax6.0
        """);
  }

  @Test
  void r3SoftReservedOverThreeWindowsCannotBeClaimedWhole() {
    softReserved("850000000-684fffffff");
    threeWindows();
    shows(
        """
        850000000-684fffffff : Soft Reserved
          850000000-284fffffff : CXL Window 0
          2850000000-484fffffff : CXL Window 1
          4850000000-684fffffff : CXL Window 2
        """);
    answers("850000000-684fffffff", CXL, "DISJOINT", "INTERSECTS");
    answers("850000000-684fffffff", SOFT_RESERVED, "INTERSECTS", "INTERSECTS");
    blocked("850000000-684fffffff", "CXL Window 0");
  }

  @Test
  void r3bThreeWindowsAloneCannotBeClaimedWholeEither() {
    threeWindows();
    answers("850000000-684fffffff", CXL, "INTERSECTS", "INTERSECTS");
    blocked("850000000-684fffffff", "CXL Window 0");
    shows(
        """
        850000000-284fffffff : CXL Window 0
        2850000000-484fffffff : CXL Window 1
        4850000000-684fffffff : CXL Window 2
        """);
  }

  @Test
  void r4ARegionSmallerThanTheRangeBlocksTheClaim() {
    Resource window = window(0, "a90000000-bcfffffff");
    assertNull(iomem.insert(window, region(0, "a90000000-b8fffffff")));
    answers("a90000000-bcfffffff", CXL, "INTERSECTS", "INTERSECTS");
    blocked("a90000000-bcfffffff", "region0");
    shows(
        """
        a90000000-bcfffffff : CXL Window 0
          a90000000-b8fffffff : region0
        """);
  }

  @Test
  void r4bTheClaimWorksOnceTheRegionIsGone() {
    Resource window = window(0, "a90000000-bcfffffff");
    Resource region = region(0, "a90000000-b8fffffff");
    assertNull(iomem.insert(window, region));
    softReserved("a90000000-bcfffffff");
    iomem.remove(region);
    claimed("a90000000-bcfffffff", "dax1.0");
    shows(
        """
        a90000000-bcfffffff : Soft Reserved
          a90000000-bcfffffff : CXL Window 0
            a90000000-bcfffffff : dax1.0
        """);
  }

  @Test
  void r4cAClaimNeverStandsBelowASmallerRegion() {
    Resource window = window(0, "850000000-284fffffff");
    assertNull(iomem.insert(window, region(0, "850000000-280fffffff")));
    softReserved("850000000-284fffffff");
    blocked("850000000-284fffffff", "region0");
    shows(
        """
        850000000-284fffffff : Soft Reserved
          850000000-284fffffff : CXL Window 0
            850000000-280fffffff : region0
        """);
  }

  @Test
  void r5SoftReservedTakesInTwoWindowsWithAHoleBetween() {
    window(0, "a90000000-bcfffffff");
    window(1, "bd0000000-ccfffffff");
    softReserved("a90000000-ccfffffff");
    blocked("a90000000-ccfffffff", "CXL Window 0");
    shows(
        """
        a90000000-ccfffffff : Soft Reserved
          a90000000-bcfffffff : CXL Window 0
          bd0000000-ccfffffff : CXL Window 1
        """);
  }

  @Test
  void r6AWindowInsideAVeryLargeSoftReservedRangeIsMixed() {
    softReserved("0-3050000ffd");
    window(0, "1050000000-304fffffff");
    shows(
        """
        00000000-3050000ffd : Soft Reserved
          1050000000-304fffffff : CXL Window 0
        """);
    answers("0-3050000ffd", CXL, "DISJOINT", "MIXED");
  }

  @Test
  void r7AWindowIsWidenedOverWhatItOverlapsInPart() {
    softReserved("1000-2fff");
    Expansion window = iomem.insertExpandToFit(cxlWindow(0, "2000-3fff"));
    assertEquals(
        List.of("Expanded resource CXL Window 0 due to conflict with Soft Reserved"), window.log());
    shows(
        """
        00001000-00003fff : CXL Window 0
          00001000-00002fff : Soft Reserved
        """);
    answers("1000-2fff", CXL, "INTERSECTS", "INTERSECTS");
    answers("1000-2fff", SOFT_RESERVED, "DISJOINT", "INTERSECTS");
  }

  @Test
  void r7bAWindowIsNotWidenedOverThePrivateTree() {
    assertTrue(soft.insertExpandToFit(softReservedAt("1000-2fff")).inserted());
    window(0, "2000-3fff");
    shows("00002000-00003fff : CXL Window 0\n");
    answers("1000-2fff", CXL, "INTERSECTS", "INTERSECTS");
    answers(soft, "1000-2fff", SOFT_RESERVED, "INTERSECTS", "INTERSECTS");
    blocked("1000-2fff", "CXL Window 0");
  }

  @Test
  void r8SoftReservedInHalfAWindow() {
    softReserved("1000-1fff");
    window(0, "1000-2fff");
    shows(
        """
        00001000-00002fff : CXL Window 0
          00001000-00001fff : Soft Reserved
        """);
    answers("1000-1fff", CXL, "INTERSECTS", "INTERSECTS");
    answers("1000-1fff", SOFT_RESERVED, "DISJOINT", "INTERSECTS");
    answers("1000-2fff", SOFT_RESERVED, "DISJOINT", "MIXED");
  }

  @Test
  void r9RamBesideSoftReservedIsSeenInTheCommonTreeOnly() {
    ram("0-fff");
    softReserved("1000-1fff");
    assertTrue(soft.insertExpandToFit(softReservedAt("1000-1fff")).inserted());
    answers(iomem, "0-1fff", SOFT_RESERVED, "MIXED", "MIXED");
    answers(soft, "0-1fff", SOFT_RESERVED, "INTERSECTS", "INTERSECTS");
    answers(iomem, "1000-4fff", SOFT_RESERVED, "INTERSECTS", "INTERSECTS");
    answers(soft, "1000-4fff", SOFT_RESERVED, "INTERSECTS", "INTERSECTS");
    answers(iomem, "3000-3fff", SOFT_RESERVED, "DISJOINT", "DISJOINT");
    answers(iomem, "1000-1fff", CXL, "DISJOINT", "DISJOINT");
  }

  @ParameterizedTest(name = "System RAM on {0}: {1}")
  @CsvSource({
    "1000-8fff, MIXED",
    "1000-4fff, INTERSECTS",
    "3000-6fff, MIXED",
    "5000-5fff, DISJOINT"
  })
  void r10RamBelowPartOfAWindow(String range, String newer) {
    window(0, "1000-8fff");
    ram("1000-4fff");
    long ram = ResourceFlags.SYSTEM_RAM;
    for (IntersectionForm form : IntersectionForm.values()) {
      String expected = form == IntersectionForm.DESCENDING ? newer : "DISJOINT";
      assertEquals(expected, iomem.regionIntersects(range(range), ram, NONE, form).name());
    }
  }

  @ParameterizedTest(name = "CXL on {0}: {1}")
  @CsvSource({"1000-4fff, INTERSECTS", "1000-6fff, MIXED", "1000-57ff, MIXED", "5800-6fff, MIXED"})
  void r11WindowsBelowSoftReservedWithAndWithoutAGap(String range, String newer) {
    softReserved("1000-6fff");
    window(0, "1000-2fff");
    window(1, "3000-4fff");
    window(2, "6000-6fff");
    answers(range, CXL, "DISJOINT", newer);
  }

  @ParameterizedTest(name = "start {0} size {1}: {2}")
  @CsvSource({
    "1800, 0, INTERSECTS",
    "1000, 0, DISJOINT",
    "2000, 0, DISJOINT",
    "0, 0, INTERSECTS",
    "1fff, 1, INTERSECTS",
    "1000, ffffffffffffffff, DISJOINT",
    "800, 800, DISJOINT",
    "2000, 800, DISJOINT"
  })
  void r12SizesOfZeroAndSizesThatWrap(String start, String size, String expected) {
    softReserved("1000-1fff");
    for (IntersectionForm form : IntersectionForm.values()) {
      assertEquals(
          expected,
          iomem
              .regionIntersects(hex(start), hex(size), ResourceFlags.MEM, SOFT_RESERVED, form)
              .name());
    }
  }

  @Test
  void r12AResourceThatEndsBeforeItsStartGoesNowhere() {
    Resource empty = new Resource("empty", 0x1000, 0xfff, ResourceFlags.MEM, SOFT_RESERVED);
    assertSame(iomem.root(), iomem.insert(empty));
    assertFalse(iomem.insertExpandToFit(empty).inserted());
    assertFalse(empty.isInTree());
  }

  @ParameterizedTest(name = "walk {0} for {1}: {2}")
  @CsvSource({
    "0-ffffffffffffffff, SOFT_RESERVED, 00001000-00001fff 00002000-00002fff 00006000-00006fff",
    "1800-27ff, SOFT_RESERVED, 00001800-00001fff 00002000-000027ff",
    "1800-1800, SOFT_RESERVED, ''",
    "1000-2000, SOFT_RESERVED, 00001000-00001fff",
    "3000-3fff, SOFT_RESERVED, ''",
    "0-ffffffffffffffff, CXL, 00005000-00008fff",
    "0-ffffffffffffffff, NONE, 00001000-00001fff 00002000-00002fff 00005000-00008fff"
  })
  void r13WalksClipAndPassOverWhatIsBelowAMatch(
      String range, ResourceDescriptor descriptor, String expected) {
    softReserved("1000-1fff");
    softReserved("2000-2fff");
    window(0, "5000-8fff");
    softReserved("6000-6fff");
    assertEquals(expected, walk(iomem, range, descriptor));
  }

  @Test
  void r14AWalkEndsAtTheLastAddress() {
    softReserved("1000-1fff");
    softReserved("fffffffffffff000-ffffffffffffffff");
    assertEquals(
        "00001000-00001fff fffffffffffff000-ffffffffffffffff",
        walk(iomem, "0-ffffffffffffffff", SOFT_RESERVED));
  }

  @Test
  void r15SoftReservedInSoftReservedIsHandedOutOnce() {
    softReserved("2000-2fff");
    softReserved("1000-4fff");
    softReserved("1000-4fff");
    shows(
        """
        00001000-00004fff : Soft Reserved
          00001000-00004fff : Soft Reserved
            00002000-00002fff : Soft Reserved
        """);
    assertEquals("00001000-00004fff", walk(iomem, "0-ffffffffffffffff", SOFT_RESERVED));
    assertEquals("00002800-00003fff", walk(iomem, "2800-3fff", SOFT_RESERVED));
  }

  @Test
  void r16LateRegistrationWidensOverlappingSoftReservedRanges() {
    LateRegistration late = new LateRegistration(iomem, soft);
    late.insert(softReservedAt("1000-2fff"));
    assertEquals(
        List.of("Expanded resource Soft Reserved due to conflict with Soft Reserved"),
        late.insert(softReservedAt("2000-3fff")).log());
    assertEquals(
        """
        00001000-00003fff : Soft Reserved
          00001000-00002fff : Soft Reserved
        """,
        soft.toIomem(8));
    assertEquals("00001000-00003fff", walk(soft, "0-ffffffffffffffff", SOFT_RESERVED));
    shows("");
  }

  @Test
  void r17RemoveLiftsTheChildrenAndReleaseTakesThemAlong() {
    softReserved("1000-4fff");
    Resource window = window(0, "1000-4fff");
    iomem.remove(window);
    shows("00001000-00004fff : Soft Reserved\n");
    assertNull(iomem.insert(window));
    iomem.release(window);
    shows("");
    assertSame(window, window.children().get(0).parent());
    assertFalse(window.children().get(0).isInTree());
  }

  @Test
  void r18AWindowInsideRamNestsAndTheNextOneIsWidened() {
    ram("0-1fff");
    window(0, "0-fff");
    Expansion second = iomem.insertExpandToFit(cxlWindow(1, "1000-2fff"));
    assertEquals(
        List.of("Expanded resource CXL Window 1 due to conflict with System RAM"), second.log());
    shows(
        """
        00000000-00002fff : CXL Window 1
          00000000-00001fff : System RAM
            00000000-00000fff : CXL Window 0
        """);
  }

  @Test
  void r19ARegionOverPartOfASoftReservedRangeIsRefused() {
    softReserved("2000-4fff");
    Resource window = window(0, "1000-8fff");
    Resource conflict = iomem.insert(window, region(0, "1000-3fff"));
    assertEquals("Soft Reserved", conflict.name());
    shows(
        """
        00001000-00008fff : CXL Window 0
          00002000-00004fff : Soft Reserved
        """);
  }

  @Test
  void r20ARegionInAWindowInALargerSoftReservedRange() {
    softReserved("1000-8fff");
    Resource window = window(0, "1000-4fff");
    assertNull(iomem.insert(window, region(0, "1000-4fff")));
    shows(
        """
        00001000-00008fff : Soft Reserved
          00001000-00004fff : CXL Window 0
            00001000-00004fff : region0
        """);
    answers("1000-8fff", CXL, "DISJOINT", "MIXED");
    answers("1000-8fff", SOFT_RESERVED, "INTERSECTS", "INTERSECTS");
  }

  @Test
  void r21TwoWindowsAndATailInOneSoftReservedRange() {
    softReserved("1000-8fff");
    window(0, "1000-1fff");
    window(1, "2000-3fff");
    answers("1000-8fff", CXL, "DISJOINT", "MIXED");
    answers("4000-8fff", CXL, "DISJOINT", "DISJOINT");
    answers("4000-8fff", SOFT_RESERVED, "INTERSECTS", "INTERSECTS");
  }

  @Test
  void r22AnOverlappingRequestIsRefusedAndTheNextOneIsNot() {
    Resource a = new Resource("a", range("1000-1fff"), ResourceFlags.MEM, NONE);
    assertNull(iomem.request(a));
    assertSame(a, iomem.request(new Resource("b", range("1800-27ff"), ResourceFlags.MEM, NONE)));
    assertNull(iomem.request(new Resource("c", range("2000-2fff"), ResourceFlags.MEM, NONE)));
  }

  @Test
  void r23AClaimGoesBelowAHalfAssembledRegion() {
    Resource window = window(0, "850000000-284fffffff");
    assertNull(iomem.insert(window, region(0, "850000000-284fffffff")));
    claimed("850000000-284fffffff", "dax6.0");
    shows(
        """
        850000000-284fffffff : CXL Window 0
          850000000-284fffffff : region0
            850000000-284fffffff : dax6.0
        """);
  }

  @Test
  void r24ARegionThatComesAfterTheClaimGoesAboveIt() {
    Resource window = window(0, "a90000000-b8fffffff");
    claimed("a90000000-b8fffffff", "dax1.0");
    assertNull(iomem.insert(window, region(0, "a90000000-b8fffffff")));
    shows(
        """
        a90000000-b8fffffff : CXL Window 0
          a90000000-b8fffffff : region0
            a90000000-b8fffffff : dax1.0
        """);
  }

  @Test
  void r25TwoRegionsInOneWindowBlockAClaimOverBoth() {
    Resource window = window(0, "a90000000-c8fffffff");
    assertNull(iomem.insert(window, region(0, "b90000000-c8fffffff")));
    assertNull(iomem.insert(window, region(1, "a90000000-b8fffffff")));
    blocked("a90000000-c8fffffff", "region1");
    shows(
        """
        a90000000-c8fffffff : CXL Window 0
          a90000000-b8fffffff : region1
          b90000000-c8fffffff : region0
        """);
  }

  @Test
  void r26SoftReservedLeftBehindByARegionBlocksTheNext() {
    softReserved("68e80000000-70e7fffffff");
    Resource window = window(9, "68e80000000-8d37fffffff");
    Resource region = region(9, "68e80000000-70e7fffffff");
    assertNull(iomem.insert(window, region));
    shows(
        """
        68e80000000-8d37fffffff : CXL Window 9
          68e80000000-70e7fffffff : region9
            68e80000000-70e7fffffff : Soft Reserved
        """);
    iomem.remove(region);
    shows(
        """
        68e80000000-8d37fffffff : CXL Window 9
          68e80000000-70e7fffffff : Soft Reserved
        """);
    Resource conflict = iomem.request(window, region(9, "68e80000000-70e7fffffff"));
    assertEquals("Soft Reserved", conflict.name());
  }

  @Test
  void r27WithoutSoftReservedTheNextRegionFits() {
    Resource window = window(9, "68e80000000-8d37fffffff");
    Resource region = region(9, "68e80000000-70e7fffffff");
    assertNull(iomem.insert(window, region));
    iomem.remove(region);
    assertNull(iomem.request(window, region(9, "68e80000000-70e7fffffff")));
    shows(
        """
        68e80000000-8d37fffffff : CXL Window 9
          68e80000000-70e7fffffff : region9
        """);
  }

  @Test
  void r28RamThatCrossesTheWindowsEdgeWidensItAndRefusesTheRegion() {
    ram("1000-2fff");
    Resource window = cxlWindow(0, "2000-4fff");
    assertEquals(
        List.of("Expanded resource CXL Window 0 due to conflict with System RAM"),
        iomem.insertExpandToFit(window).log());
    assertEquals("System RAM", iomem.insert(window, region(0, "2000-4fff")).name());
    shows(
        """
        00001000-00004fff : CXL Window 0
          00001000-00002fff : System RAM
        """);
  }

  private void threeWindows() {
    window(0, "850000000-284fffffff");
    window(1, "2850000000-484fffffff");
    window(2, "4850000000-684fffffff");
  }

  private void softReserved(String range) {
    assertTrue(iomem.insertExpandToFit(softReservedAt(range)).inserted());
  }

  private Resource window(int number, String range) {
    Resource window = cxlWindow(number, range);
    assertTrue(iomem.insertExpandToFit(window).inserted());
    return window;
  }

  private void ram(String range) {
    long busyRam = ResourceFlags.SYSTEM_RAM | ResourceFlags.BUSY;
    assertNull(iomem.insert(new Resource("System RAM", range(range), busyRam, NONE)));
  }

  private static Resource softReservedAt(String range) {
    return new Resource("Soft Reserved", range(range), ResourceFlags.MEM, SOFT_RESERVED);
  }

  private static Resource cxlWindow(int number, String range) {
    return new Resource("CXL Window " + number, range(range), ResourceFlags.MEM, CXL);
  }

  private static Resource region(int number, String range) {
    return new Resource("region" + number, range(range), ResourceFlags.MEM, NONE);
  }

  private void claimed(String range, String name) {
    assertNotNull(iomem.requestRegion(range(range).start(), range(range).size(), name, 0));
  }

  private void blocked(String range, String blocker) {
    AddressRange wanted = range(range);
    RegionClaim claim = iomem.claimRegion(wanted.start(), wanted.size(), "dax0.0", 0);
    assertNull(claim.claimed());
    assertEquals(blocker, claim.blocker().name());
  }

  private void shows(String expected) {
    assertEquals(expected, iomem.toIomem(8));
  }

  private void answers(String range, ResourceDescriptor descriptor, String older, String newer) {
    answers(iomem, range, descriptor, older, newer);
  }

  private static void answers(
      ResourceTree tree, String range, ResourceDescriptor descriptor, String older, String newer) {
    assertEquals(
        List.of(older, newer),
        List.of(
            intersection(tree, range, descriptor, IntersectionForm.TOP_LEVEL_ONLY),
            intersection(tree, range, descriptor, IntersectionForm.DESCENDING)));
  }

  private static String intersection(
      ResourceTree tree, String range, ResourceDescriptor descriptor, IntersectionForm form) {
    return tree.regionIntersects(range(range), ResourceFlags.MEM, descriptor, form).name();
  }

  private static String walk(ResourceTree tree, String range, ResourceDescriptor descriptor) {
    List<String> matches = new ArrayList<>();
    tree.walk(
        range(range),
        ResourceFlags.MEM,
        descriptor,
        match -> matches.add(match.range().toString()));
    return String.join(" ", matches);
  }
}
