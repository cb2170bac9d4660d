package memfate.importer.capture;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.importer.CommandLine;
import memfate.platform.KernelParameter;
import memfate.platform.SourceLocation;

/** What a kernel says of itself and of its machine: version, parameters, DMI. */
final class BannerLines implements LogReader {
  private static final String VERSION = "Linux version ";
  private static final Pattern DMI =
      Pattern.compile("(?:DMI|Hardware name): (.{1,300}), BIOS (.{0,200})");
  private static final Pattern BIOS_DATE = Pattern.compile("\\d{1,2}/\\d{1,2}/\\d{2,4}");
  private static final Pattern BLOCK =
      Pattern.compile("x86/mm: Memory block size: (\\d{1,9}+) ?MB");

  /** Vendors of more than one word, and the most usual ones of one. */
  private static final List<String> VENDORS =
      List.of(
          "QEMU",
          "Dell Inc.",
          "Hewlett Packard Enterprise",
          "Hewlett-Packard",
          "HPE",
          "HP",
          "Supermicro",
          "Super Micro Computer, Inc.",
          "Lenovo",
          "LENOVO",
          "Intel Corporation",
          "Intel",
          "AMD Corporation",
          "AMD",
          "FUJITSU",
          "ASUSTeK COMPUTER INC.",
          "Giga Computing",
          "GIGABYTE",
          "Inspur",
          "Quanta Cloud Technology Inc.",
          "Quanta",
          "Wiwynn",
          "Microsoft Corporation",
          "VMware, Inc.",
          "innotek GmbH",
          "Amazon EC2",
          "Google",
          "Red Hat",
          "Alibaba Cloud",
          "xFusion",
          "Huawei",
          "Cisco Systems Inc",
          "Ampere(R)",
          "NVIDIA",
          "Samsung");

  /** Words of a banner, or of a release, that name who built the kernel. */
  private static final List<String> DISTRIBUTIONS =
      List.of(
          "Debian=Debian ",
          "Ubuntu=Ubuntu",
          "Fedora=.fc",
          "RHEL=.el",
          "openEuler=.oe",
          "SUSE=SUSE",
          "Arch Linux=-arch",
          "Amazon Linux=.amzn",
          "Azure Linux=.azl",
          "Anolis OS=.an");

  private static final Pattern TAINT =
      Pattern.compile("(?:Not tainted|Tainted: [A-Z][^\\d]{0,60}) (\\d+\\.\\d+\\S{0,80}) #");

  private final LogPlaces places;
  private final Evidence evidence;
  private final Set<String> told = new HashSet<>();

  BannerLines(LogPlaces places, Evidence evidence) {
    this.places = places;
    this.evidence = evidence;
  }

  @Override
  public void read(LogLine line) {
    String text = line.text();
    SourceLocation at = places.at(line);
    if (text.startsWith(VERSION)) {
      version(text.substring(VERSION.length()), at);
    } else if (text.startsWith("CPU: ") && told.add("oops")) {
      oops(text, at);
    } else if (text.startsWith("Command line: ") || text.startsWith("Kernel command line: ")) {
      commandLine(text.substring(text.indexOf(": ") + 2), at);
    } else if (text.startsWith("DMI: ") || text.startsWith("Hardware name: ")) {
      dmi(text, at);
    } else if (text.startsWith("x86/mm: Memory block size")) {
      blockSize(text, at);
    }
  }

  /** x86 prints it twice, other architectures only the second time. */
  private void commandLine(String words, SourceLocation at) {
    if (told.add("cmdline")) {
      CommandLine.words(words)
          .forEach(word -> evidence.tell(new KernelParameter(word.name(), word.value(), at)));
    }
  }

  /** The line of an oops that names the kernel: all that a console may have of it. */
  private void oops(String text, SourceLocation at) {
    Matcher kernel = TAINT.matcher(text);
    if (kernel.find()) {
      tell("kernel.version", kernel.group(1), at);
    }
  }

  private void version(String banner, SourceLocation at) {
    int blank = banner.indexOf(' ');
    String release = blank < 0 ? banner : banner.substring(0, blank);
    if (release.isEmpty() || !Character.isDigit(release.charAt(0))) {
      return;
    }
    tell("kernel.version", release, at);
    String rest = banner.substring(release.length());
    for (String distribution : DISTRIBUTIONS) {
      int equals = distribution.indexOf('=');
      String mark = distribution.substring(equals + 1);
      if ((mark.matches("[.-].*") ? release : rest).contains(mark)) {
        tell("kernel.distro", distribution.substring(0, equals), at);
        break;
      }
    }
    arch(release, rest, at);
  }

  private void arch(String release, String rest, SourceLocation at) {
    if (release.endsWith("x86_64") || release.endsWith("amd64") || rest.contains("(x86_64-")) {
      tell("machine.arch", "x86_64", at);
    } else if (release.endsWith("aarch64")
        || release.endsWith("arm64")
        || rest.contains("(aarch64-")) {
      tell("machine.arch", "aarch64", at);
    } else if (release.endsWith("riscv64") || rest.contains("(riscv64-")) {
      tell("machine.arch", "riscv64", at);
    }
  }

  /** {@code VENDOR PRODUCT[/BOARD], BIOS VERSION DATE} ({@code dmi_format_ids}). */
  private void dmi(String text, SourceLocation at) {
    Matcher matcher = DMI.matcher(text);
    if (!matcher.matches() || !told.add("dmi")) {
      return;
    }
    machine(matcher.group(1).strip(), at);
    String bios = matcher.group(2).strip();
    int blank = bios.lastIndexOf(' ');
    boolean dated = BIOS_DATE.matcher(bios.substring(blank + 1)).matches();
    if (dated) {
      tell("machine.dmi.bios-date", bios.substring(blank + 1), at);
    }
    String version = dated ? bios.substring(0, Math.max(0, blank)).strip() : bios;
    if (!version.isEmpty()) {
      tell("machine.dmi.bios-version", version, at);
    }
  }

  private void machine(String names, SourceLocation at) {
    String vendor =
        VENDORS.stream().filter(known -> names.startsWith(known + " ")).findFirst().orElse("");
    if (vendor.isEmpty()) {
      return;
    }
    tell("machine.dmi.sys-vendor", vendor, at);
    String product = names.substring(vendor.length()).strip();
    int slash = product.lastIndexOf('/');
    tell("machine.dmi.product-name", slash < 0 ? product : product.substring(0, slash), at);
    if (slash >= 0) {
      tell("machine.dmi.board-name", product.substring(slash + 1), at);
    }
  }

  private void blockSize(String text, SourceLocation at) {
    Matcher matcher = BLOCK.matcher(text);
    if (matcher.matches()) {
      long bytes = Long.parseLong(matcher.group(1)) << 20;
      tell("machine.memory-block-size", Long.toString(bytes), at);
    }
  }

  private void tell(String key, String value, SourceLocation at) {
    if (told.add(key) && !value.isBlank()) {
      evidence.tell(new Setting(key, value, at));
    }
  }
}
