package memfate.importer.capture;

import memfate.platform.SourceLocation;

/**
 * A single value of a description, by its dotted key.
 *
 * @param key {@code kernel.version}, {@code kernel.distro}, {@code machine.arch}, {@code
 *     machine.memory-block-size} (decimal bytes), {@code machine.phys-bits}, {@code
 *     machine.dmi.KEY}, {@code machine.cpu.KEY}, {@code source.date}; what only the merge reads:
 *     {@code modules.load-order}, {@code modules.softdep.MODULE}, {@code qemu.window.N}, {@code
 *     cxl.PORT} (the root that a port belongs to)
 * @param value text of the value
 */
public record Setting(String key, String value, SourceLocation at) {}
