package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * A change of the memory map that the command line asks for ({@code memmap=}, {@code
 * efi_fake_mem=}).
 *
 * @param type {@code usable reserved acpi pmem soft-reserved}
 * @param parameter name of the parameter
 */
public record FirmwareOverlay(
    int index, AddressRange range, String type, String parameter, SourceLocation at)
    implements Located {}
