package memfate.importer;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import memfate.platform.BootPlan;
import memfate.platform.KconfigSetting;
import memfate.platform.KernelBuild;
import memfate.platform.KernelParameter;
import memfate.platform.ModuleSpec;

/** Writes the kernel: command line, build, options, modules and the plan of its boot. */
final class KernelWriter {
  private final BlockWriter blocks;

  KernelWriter(BlockWriter blocks) {
    this.blocks = blocks;
  }

  void cmdline(List<KernelParameter> words) {
    if (!words.isEmpty()) {
      blocks.comment(words.stream().map(KernelParameter::at).toList());
      blocks.line(
          "cmdline", new Yaml.Items(words.stream().map(word -> Yaml.text(text(word))).toList()));
    }
  }

  /** Quotes a word as the kernel's {@code next_arg()} takes it. */
  private static String text(KernelParameter word) {
    String name = word.name();
    String value = word.value();
    if (hasBlank(name)) {
      return '"' + name + (value.isEmpty() ? "" : "=" + value) + '"';
    }
    if (value.isEmpty()) {
      return name.isEmpty() ? "=" : name;
    }
    return name + "=" + (hasBlank(value) ? '"' + value + '"' : value);
  }

  private static boolean hasBlank(String text) {
    return text.chars().anyMatch(Character::isWhitespace);
  }

  void kernel(KernelBuild kernel) {
    Yaml.Row row = Yaml.Row.flow();
    row.quoted("version", kernel.version());
    row.text("distro", kernel.distro());
    row.texts("policy", kernel.policies());
    row.text("config-file", kernel.configFile());
    blocks.section("kernel", row, List.of(kernel.at()));
  }

  void kconfig(List<KconfigSetting> settings) {
    Yaml.Row row = Yaml.Row.block();
    for (KconfigSetting setting : settings) {
      boolean reserved = setting.name().equals("preset") || setting.name().startsWith("CONFIG_");
      row.word((reserved ? "CONFIG_" : "") + setting.name(), Yaml.quoted(setting.value()));
    }
    blocks.section("kconfig", row, settings.stream().map(KconfigSetting::at).toList());
  }

  void modules(List<ModuleSpec> modules) {
    Yaml.Row row = Yaml.Row.block();
    for (ModuleSpec module : modules) {
      Yaml.Row one = module(module);
      Yaml state = one.entries().get("state");
      row.put(module.name(), one.entries().size() == 1 && state != null ? state : one);
    }
    blocks.section("modules", row, modules.stream().map(ModuleSpec::at).toList());
  }

  private Yaml.Row module(ModuleSpec module) {
    Yaml.Row row = Yaml.Row.flow();
    row.text("state", module.state());
    row.flag("in-initramfs", module.inInitramfs(), null);
    row.flag("autoload", module.autoload(), null);
    if (module.delay() > 0) {
      row.word("delay", seconds(module.delay()));
    }
    Yaml.Row parameters = Yaml.Row.flow();
    module.parameters().forEach((name, value) -> parameters.word(name, Yaml.quoted(value)));
    row.row("parameters", parameters);
    blocks.addExtensions(row, "modules." + module.name());
    return row;
  }

  private static String seconds(double time) {
    return BigDecimal.valueOf(time).stripTrailingZeros().toPlainString();
  }

  void boot(BootPlan boot) {
    Yaml.Row row = Yaml.Row.block();
    if (!boot.constraints().isEmpty()) {
      row.list(
          "order",
          boot.constraints(),
          c -> Yaml.text("%s before %s".formatted(c.before(), c.after())));
    } else if (!boot.order().equals("default")) {
      row.text("order", boot.order());
    }
    if (!boot.softdep().equals(BootPlan.SOFTDEP_FIRST)) {
      row.text("softdep", boot.softdep());
    }
    row.list("events", boot.steps(), KernelWriter::step);
    blocks.section("boot", row, boot.steps().stream().map(BootPlan.Step::at).toList());
  }

  /** A step with arguments that have names of their own here needs its function in a mapping. */
  private static Yaml step(BootPlan.Step step) {
    Yaml.Row row = Yaml.Row.flow();
    Set<String> names = step.arguments().keySet();
    if (step.verb().equals("fail")
        || names.contains("t")
        || names.stream().anyMatch(Words.VERB.all()::contains)) {
      Yaml.Row inner = Yaml.Row.flow().put("fn", Yaml.text(step.subject()));
      step.arguments().forEach((key, value) -> inner.put(key, Yaml.text(value)));
      row.put(step.verb(), inner);
    } else {
      row.put(step.verb(), Yaml.text(step.subject()));
      step.arguments().forEach((key, value) -> row.put(key, Yaml.text(value)));
    }
    return Double.isNaN(step.time()) ? row : row.word("t", seconds(step.time()));
  }
}
