package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CxlListTest {
  private static final CxlList FORMAT = new CxlList();

  @Test
  void nestedListingGivesDevicesDecodersWindowsAndRegions() {
    assertEquals(
        List.of(
            "Memdev name=mem0 host=0000:35:00.0 serial=4097 ram=1073741824 hostBridge=52"
                + " state=enabled hostBridgePath=pci0000:34 @42:22",
            "Decoder memdev=mem0 name=decoder3.0 range=150000000-18fffffff ways=1 granularity=256"
                + " mode=ram committed=true @51:15",
            "Decoder hostBridge=52 name=decoder1.0 range=150000000-18fffffff ways=1"
                + " granularity=256 committed=true @80:11",
            "Memdev name=mem1 host=0000:0d:00.0 serial=4096 ram=1073741824 hostBridge=12"
                + " state=enabled hostBridgePath=pci0000:0c @156:22",
            "Decoder memdev=mem1 name=decoder4.0 range=110000000-14fffffff ways=1 granularity=256"
                + " mode=ram committed=true @165:15",
            "Decoder hostBridge=12 name=decoder2.0 range=110000000-14fffffff ways=1"
                + " granularity=256 committed=true @194:11",
            "CxlWindow base=4563402752 size=1073741824 ways=1 targets=[12] @252:7",
            "RegionSpec name=region0 range=110000000-14fffffff type=ram ways=1 granularity=256"
                + " state=commit driverBound=true"
                + " mappings=[(Mapping memdev=mem1 decoder=decoder4.0 @282:15)] @272:11",
            "CxlWindow index=1 base=5637144576 size=1073741824 ways=1 targets=[52] @295:7",
            "RegionSpec name=region1 range=150000000-18fffffff type=ram ways=1 granularity=256"
                + " state=commit driverBound=true"
                + " mappings=[(Mapping memdev=mem0 decoder=decoder3.0 @325:15)] @315:11"),
        rows("cxl-list/two-bridges.json"));
  }

  @Test
  void targetsComeInOrderOfPositionAndDaxDevicesOfRegionsAreTold() {
    List<String> rows = rows("cxl-list/interleave2.json");
    assertTrue(
        rows.contains(
            "CxlWindow base=4563402752 size=2147483648 ways=2 granularity=256"
                + " targets=[12, 52] @254:7"));
    assertTrue(
        rows.contains(
            "Dax name=dax0.0 size=2147483648 driver=kmem path=/region0/dax_region0 node=1 @307:17"));
  }

  @Test
  void sizesAndIdsForPeopleAreNumbersToo() {
    assertEquals(
        List.of(
            "Memdev name=mem0 host=0000:17:00.0 ram=536870912 hostBridge=22 state=enabled"
                + " hostBridgePath=pci0000:16 @16:11",
            "Memdev name=mem1 host=0000:0d:00.0 ram=536870912 hostBridge=12 state=enabled"
                + " hostBridgePath=pci0000:0c @36:11",
            "CxlWindow base=31406948352 size=4294967296 ways=2 granularity=8192"
                + " targets=[12, 22] @48:7"),
        rows("cxl-list/human.json"));
  }

  @Test
  void devicesAloneHaveNoBridge() {
    assertEquals(
        List.of(
            "Memdev name=mem1 host=0000:c3:00.0 ram=268435456 state=enabled @2:3",
            "Memdev name=mem3 host=0000:c2:00.0 ram=268435456 state=enabled @8:3",
            "Memdev name=mem2 host=0000:37:00.0 pmem=268435456 state=enabled @14:3",
            "Memdev name=mem0 host=0000:36:00.0 pmem=268435456 state=enabled @20:3"),
        rows("cxl-list/memdevs.json"));
  }

  @Test
  void listingThatBreaksOffKeepsWhatStandsBefore() {
    Told told = Told.of(FORMAT, "cxl-list/cxl-list-head.txt");
    assertEquals(
        List.of(
            "Memdev name=mem1 host=0000:e2:00.0 serial=-8499709552580685866 ram=68719476736"
                + " state=enabled @4:7",
            "Memdev name=mem0 host=0000:41:00.0 serial=-8499709552580685863 ram=68719476736"
                + " state=enabled @11:7"),
        told.rowsBut("Setting"));
    assertEquals(
        List.of(
            "WARNING cxl-list-head.txt:22:7 no address or no exact size of window decoder0.0",
            "WARNING cxl-list-head.txt:27:34 the listing cannot be read on from here"),
        told.problems());
  }

  @Test
  void portsBelowTheRootNameTheirHostBridge() {
    assertEquals(
        List.of("Setting key=cxl.port1 value=pci0000:34", "Setting key=cxl.port2 value=pci0000:0c"),
        Told.of(FORMAT, "cxl-list/interleave2.json").rows().stream()
            .filter(row -> row.startsWith("Setting"))
            .sorted()
            .toList());
  }

  @Test
  void everyPrefixOfAListingIsReadWithoutFailing() {
    String text =
        new Artifact("x", Told.bytes("cxl-list/interleave2.json")).text().replaceAll("\\s+", " ");
    int rows = 0;
    for (int length = 0; length < text.length(); length += 7) {
      Artifact artifact =
          new Artifact("cxl-list.json", text.substring(0, length).getBytes(StandardCharsets.UTF_8));
      int now = Told.read(FORMAT, artifact).rowsBut("Setting").size();
      assertTrue(now >= rows - 1, "a longer text tells less: " + length);
      rows = now;
    }
    assertEquals(9, Told.of(FORMAT, "cxl-list.json", text).rowsBut("Setting").size());
  }

  @Test
  void flatListingsOneAfterTheOtherAreOneListing() {
    Told told =
        Told.of(
            FORMAT,
            "cxl.txt",
            """
            [root@host ~]# cxl list -E
            [{"endpoint":"endpoint5","host":"mem3","parent_dport":"0000:0c:00.0","depth":2}]
            [{"port":"port1","host":"ACPI0016:00","depth":1,
              "dports":[{"dport":"0000:0c:00.0","id":0}]}]
            [{"memdev":"mem3","pmem_size":4096,"serial":-1,"state":"disabled"}]
            [{"decoder":"decoder5.0","resource":"0x10000000","size":"256.00 MiB (268.44 MB)",
              "dpa_resource":"0x20","mode":"pmem","state":"disabled"},
             {"decoder":"decoder0.2","resource":0,"size":268435456,"interleave_ways":1,
              "qos_class":3,"targets":[{"target":"ACPI0016:00","id":7}]}]
            {"memdev":"mem3"}
            """);
    assertEquals(
        List.of(
            "Memdev name=mem3 pmem=4096 hostBridge=7 state=disabled hostBridgePath=ACPI0016:00"
                + " @5:2",
            "Decoder memdev=mem3 name=decoder5.0 range=10000000-1fffffff ways=1 granularity=256"
                + " mode=pmem dpaBase=32 state=disabled @6:2",
            "CxlWindow index=2 size=268435456 ways=1 qtg=3 targets=[7] @8:2"),
        told.rowsBut("Setting"));
    assertEquals(List.of(), told.problems());
  }

  @Test
  void whatCannotBeTakenOverIsSaid() {
    Told told =
        Told.of(
            FORMAT,
            "cxl-list.json",
            """
            [{"decoder":"decoder9.0","resource":4096,"size":4096},
             {"decoder":"decoder0.0","resource":0,"size":"1.01 TiB (1.11 TB)"},
             {"decoder":"decoder0.1","resource":0,"size":268435456,"interleave_ways":2,
              "nr_targets":2,"targets":[{"target":"pci0000:0c","id":12,"position":0}]},
             {"memdev":"mem0","serial":99999999999999999999999,"serial":1},
             {"region":"region0","resource":18446744073709551615,"size":4096}]
            """);
    assertEquals(
        List.of(
            "CxlWindow index=1 size=268435456 ways=2 @3:2", "Memdev name=mem0 state=enabled @5:2"),
        told.rowsBut("Setting"));
    assertEquals(
        List.of(
            "WARNING cxl-list.json:1:2 nothing says whose decoder decoder9.0 is",
            "WARNING cxl-list.json:2:2 no address or no exact size of window decoder0.0",
            "WARNING cxl-list.json:2:46 size: '1.01 TiB (1.11 TB)' is a rounded figure: it is no"
                + " whole number of bytes",
            "WARNING cxl-list.json:3:2 not all targets of decoder0.1 are told",
            "WARNING cxl-list.json:5:28 serial: 99999999999999999999999 does not fit in 64 bits",
            "WARNING cxl-list.json:5:52 duplicate key 'serial'",
            "WARNING cxl-list.json:6:2 range at 0xffffffffffffffff of 0x1000 bytes goes past 2^64"),
        told.problems());
  }

  @ParameterizedTest
  @CsvSource({"reset, idle", "commit, commit", "reset-pending, reset-pending"})
  void decodeStateBecomesTheStateOfTheRegion(String decode, String state) {
    String text = "[{\"region\":\"region0\",\"resource\":0,\"size\":4096,\"decode_state\":\"%s\"}]";
    assertEquals(
        List.of(
            "RegionSpec name=region0 range=00000000-00000fff state=%s driverBound=true @1:2"
                .formatted(state)),
        Told.of(FORMAT, "x.json", text.formatted(decode)).rowsBut("Setting"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kernel\":\"7.3.4\",\"case\":\"hot-fw\"}",
        "{\"name\":\"7.3.4\",\"inputs\":{\"memdev\":\"mem0\"}}",
        "[{\"path\":\"/platform/hmem.0\",\"id\":0}]"
      })
  void otherJsonIsNotTaken(String text) {
    assertFalse(
        FORMAT.recognises(new Artifact("boot.json", text.getBytes(StandardCharsets.UTF_8))));
  }

  private static List<String> rows(String resource) {
    Told told = Told.of(FORMAT, resource);
    assertEquals(List.of(), told.problems());
    return told.rowsBut("Setting");
  }
}
