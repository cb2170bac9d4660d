package memfate.importer.capture;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import memfate.importer.Archive;
import memfate.importer.Decompression;
import memfate.importer.Inputs;
import memfate.importer.Problems;
import memfate.platform.AcpiTable;
import memfate.platform.BootPlan;
import memfate.platform.Cedt;
import memfate.platform.Decoder;
import memfate.platform.Hmat;
import memfate.platform.KernelBuild;
import memfate.platform.LintDirectives;
import memfate.platform.Machine;
import memfate.platform.Memdev;
import memfate.platform.Numa;
import memfate.platform.Platform;
import memfate.platform.Provenance;
import memfate.platform.Rejected;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;
import memfate.platform.Table;
import memfate.platform.Topology;
import org.jspecify.annotations.Nullable;

/** Reads captures: folders, archives, single files. The door of this package. */
public final class CaptureReader {
  private static final int DIAGNOSTICS = 1000;

  /** Files that show a machine after a step that somebody took, not after its boot. */
  private static final Pattern SNAPSHOT =
      Pattern.compile("[\\w-]+\\.((step|after-|before-).*|[a-z]\\d+)|[\\w]+-(after|step)-?.*");

  /** Names that a folder of files has only if it is a capture. */
  private static final Pattern MARK =
      Pattern.compile(
          "(?i)iomem.*|dmesg.*|console\\.txt|acpi\\.\\w+\\.\\w+|acpidump.*"
              + "|(cedt|srat|hmat)(\\.\\w+)*|(cxl|daxctl)[-_]?list.*|daxctl\\.json"
              + "|(cxl|dax)-devices.*|sys-bus-dax.*|qemu-cmdline.*|firmware-memmap.*|lsmem.*");

  /** Names of files that only descriptions have. */
  private static final Pattern DESCRIPTION = Pattern.compile(".*\\.(ya?ml|jsonl)(\\.\\w+)?");

  /** What a description says of itself. */
  private static final String SCHEMA = "memfate-platform/";

  private static final int HEAD = 1 << 16;
  private static final int TAR_HEADER = 512;
  private static final long ARCHIVE_LIMIT = 32L << 30;

  /** Returns whether a path is a capture: a folder, an archive or a file that machines print. */
  public static boolean isCapture(Path path) {
    if (!Files.isDirectory(path)) {
      return !holdsDescriptions(path) && (CaptureFiles.isArchive(path) || isOfMachine(path));
    }
    return hasMark(path) || hasMark(path.resolve("proc")) || hasMark(path.resolve("sos_commands"));
  }

  /** Returns whether a file is an archive of descriptions. */
  private static boolean holdsDescriptions(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return holdsDescriptions(in, ARCHIVE_LIMIT);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean holdsDescriptions(InputStream in, long limit) throws IOException {
    BufferedInputStream plain =
        new BufferedInputStream(Decompression.of(new BufferedInputStream(in), limit));
    plain.mark(TAR_HEADER);
    byte[] head = plain.readNBytes(TAR_HEADER);
    plain.reset();
    return Archive.isArchive(head) && Archive.holdsDescriptions(plain, CaptureReader::isMark);
  }

  private static boolean isOfMachine(Path file) {
    if (DESCRIPTION.matcher(file.toString()).matches()) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return isOfMachine(file.toString(), in);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isOfMachine(String name, InputStream in) throws IOException {
    byte[] head = Decompression.of(new BufferedInputStream(in), HEAD).readNBytes(HEAD - 1);
    Artifact artifact = new Artifact(name, head);
    return Archive.isArchive(head)
        || !artifact.head().contains(SCHEMA) && Formats.of(artifact).isPresent();
  }

  /**
   * Returns whether a stream starts as what machines print does, or a tar archive; it can be read
   * from its start afterwards.
   */
  public static boolean isCapture(BufferedInputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD - 1);
    in.reset();
    try {
      return !holdsDescriptions(new ByteArrayInputStream(head), HEAD * 64L)
          && isOfMachine("-", new ByteArrayInputStream(head));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasMark(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(CaptureReader::isMark);
    } catch (IOException e) {
      return false;
    }
  }

  /** A folder that is called after what was tried in it says nothing of the folder around it. */
  private static boolean isMark(Path entry) {
    String name = Objects.requireNonNull(entry.getFileName()).toString();
    return isMark(name) && Files.isRegularFile(entry);
  }

  private static boolean isMark(String name) {
    return MARK.matcher(name).matches()
        || CaptureFiles.hasWord(name) && !DESCRIPTION.matcher(name).matches();
  }

  /** Reads a capture; one that cannot be opened has no platform and says why. */
  public Capture read(Path path) {
    return read(List.of(path.toString()), InputStream.nullInputStream());
  }

  /**
   * Reads several paths as the capture of one machine; it is named after the first one.
   *
   * @param stdin what the path {@code -} reads
   */
  public Capture read(List<String> paths, InputStream stdin) {
    Problems problems = new Problems(DIAGNOSTICS);
    List<Artifact> artifacts = new ArrayList<>();
    for (String path : paths) {
      try {
        artifacts.addAll(
            path.equals("-")
                ? CaptureFiles.of(path, stdin, problems)
                : CaptureFiles.of(Path.of(path), problems));
      } catch (IOException e) {
        String reason = "cannot read %s: %s".formatted(path, Inputs.reason(e));
        problems.error(new SourceLocation(path, 0, 0), "", reason, "");
      }
    }
    boolean single = paths.stream().noneMatch(path -> Files.isDirectory(Path.of(path)));
    return read(idOf(Path.of(paths.get(0))), artifacts, single, problems);
  }

  /** Reads files that are already in memory. */
  public Capture read(String id, List<Artifact> artifacts) {
    return read(id, artifacts, true, new Problems(DIAGNOSTICS));
  }

  private static Capture read(
      String id, List<Artifact> artifacts, boolean allKnown, Problems problems) {
    List<Evidence> evidence = new ArrayList<>();
    List<Evidence> snapshots = new ArrayList<>();
    Set<AcpiTable> headers = new HashSet<>();
    for (Artifact artifact : artifacts) {
      Optional<Format> format = Formats.of(artifact);
      if (format.isEmpty()) {
        if (allKnown && artifacts.size() == 1) {
          refuse(artifact, problems);
        }
        continue;
      }
      Evidence told = new Evidence(artifact, format.get().name());
      Problems heard = new Problems(DIAGNOSTICS);
      boolean snapshot = SNAPSHOT.matcher(artifact.fileName()).matches();
      format.get().read(artifact, told, heard);
      if (!isToldAgain(told, headers)) {
        problems.addAll(heard);
      }
      told.all(AcpiTable.class).forEach(table -> headers.add(table.withoutPlace()));
      (snapshot ? snapshots : evidence).add(told);
    }
    if (evidence.isEmpty() && !problems.hasErrors()) {
      problems.error(
          new SourceLocation(id, 0, 0), "", "no file in it is one that memfate knows", "");
    }
    List<String> formats =
        evidence.stream().map(e -> "%s: %s".formatted(e.artifact().name(), e.format())).toList();
    Sources told = new Sources(byAuthority(evidence), problems);
    StepReplay steps = new StepReplay(told, snapshots);
    Sources sources = withDecoders(told, steps.lateDecoders());
    Platform platform =
        evidence.isEmpty()
            ? null
            : platform(id, sources, Observations.before(sources, snapshots), steps);
    steps.remark(problems);
    return new Capture(
        platform,
        Observations.of(sources, snapshots, steps.seen()),
        digest(artifacts),
        formats,
        problems.all());
  }

  /** Adds decoders that firmware programmed for a device that was added after the boot. */
  private static Sources withDecoders(Sources sources, List<Decoder> decoders) {
    if (decoders.isEmpty()) {
      return sources;
    }
    Evidence first = sources.evidence().get(0);
    Evidence late = new Evidence(first.artifact(), first.format());
    decoders.forEach(late::tell);
    List<Evidence> all = new ArrayList<>(sources.evidence());
    all.add(0, late);
    return new Sources(all, sources.problems());
  }

  /** Returns whether a file has only tables that another one has in another spelling. */
  private static boolean isToldAgain(Evidence told, Set<AcpiTable> headers) {
    List<AcpiTable> tables = told.all(AcpiTable.class);
    return !tables.isEmpty()
        && tables.stream().map(AcpiTable::withoutPlace).allMatch(headers::contains);
  }

  /** Returns the headers of the tables, each once in whatever spellings a table was captured. */
  private static List<AcpiTable> headers(Sources sources) {
    Map<AcpiTable, AcpiTable> headers = new LinkedHashMap<>();
    sources.all(AcpiTable.class).forEach(table -> headers.putIfAbsent(table.withoutPlace(), table));
    return List.copyOf(headers.values());
  }

  private static String digest(List<Artifact> artifacts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      artifacts.forEach(artifact -> sha256.update(artifact.bytes()));
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What is told first wins: earlier formats of the registry are nearer to the source. */
  private static List<Evidence> byAuthority(List<Evidence> evidence) {
    List<Evidence> sorted = new ArrayList<>(evidence);
    sorted.sort(Comparator.comparingInt(e -> Formats.rank(e.format())));
    return sorted;
  }

  private static void refuse(Artifact artifact, Problems problems) {
    problems.error(
        artifact.at(),
        "",
        "not a file that memfate knows",
        "known are " + String.join(", ", Formats.names()));
  }

  private static String idOf(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    String id =
        (name == null ? "" : name.toString())
            .replaceFirst("\\.(tar(\\.\\w+)?|tgz|txz)$", "")
            .replaceAll("[^A-Za-z0-9._:/+@-]+", "-");
    return id.replaceFirst("^[^A-Za-z0-9]+", "").isEmpty()
        ? "capture"
        : id.replaceFirst("^[^A-Za-z0-9]+", "");
  }

  /**
   * Puts a platform together.
   *
   * @param atEnd files that show the machine when its boot was over, if steps followed
   * @param steps what followed
   */
  private static Platform platform(
      String id, Sources sources, List<Evidence> atEnd, StepReplay steps) {
    TableMerge tables = new TableMerge(sources);
    KernelMerge kernel = new KernelMerge(sources);
    Cedt cedt = tables.cedt();
    DeviceMerge devices = new DeviceMerge(sources, cedt);
    Table<SratEntry> srat = tables.srat();
    Hmat hmat = tables.hmat(srat);
    KernelBuild build = kernel.build();
    Table<Memdev> memdevs = steps.devicesAtBoot(devices.memdevs());
    BootPlan boot = steps.plan(kernel.boot(), memdevs);
    return new Platform(
        id,
        "",
        List.of(),
        new Provenance("", "", "partial"),
        machine(sources, kernel),
        FirmwareMapMerge.of(sources),
        kernel.cmdline(),
        devices.cedt(),
        srat,
        hmat,
        headers(sources),
        new Numa(Map.of(), List.of(), SourceLocation.NONE),
        topology(sources),
        memdevs,
        devices.decoders(),
        devices.regions(),
        build,
        kernel.kconfig(),
        kernel.modules(atEnd, steps.loadedLater()),
        boot,
        new LintDirectives(List.of(), List.of(), List.of(), SourceLocation.NONE),
        List.of(),
        sources.all(Rejected.class),
        Map.of(),
        sources.evidence().get(0).artifact().at());
  }

  private static Topology topology(Sources sources) {
    List<Topology> told = sources.all(Topology.class);
    return new Topology(
        told.stream().flatMap(t -> t.ports().stream()).toList(),
        told.stream().flatMap(t -> t.acpi0016().stream()).distinct().toList());
  }

  private static Machine machine(Sources sources, KernelMerge kernel) {
    Map<String, String> dmi = kernel.below("machine.dmi.");
    return new Machine(
        sources.setting("machine.arch").map(Setting::value).orElse("x86_64"),
        dmi.getOrDefault("sys-vendor", ""),
        dmi,
        kernel.below("machine.cpu."),
        number(sources.setting("machine.memory-block-size"), Machine.DEFAULT_MEMORY_BLOCK_SIZE),
        (int) number(sources.setting("machine.phys-bits"), 0),
        false,
        sources.setting("machine.memory-block-size").map(Setting::at).orElse(SourceLocation.NONE));
  }

  private static long number(Optional<Setting> setting, long fallback) {
    @Nullable String text = setting.map(Setting::value).orElse(null);
    return text == null || !text.matches("\\d{1,18}") ? fallback : Long.parseLong(text);
  }
}
