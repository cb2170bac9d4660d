package memfate.packs;

import java.util.List;
import java.util.Map;
import memfate.engine.Band;
import memfate.engine.VersionRange;

/**
 * What a {@code pack.yaml} says.
 *
 * @param id {@code vendor/pack}
 * @param version its own version
 * @param title one line for people
 * @param vendor who answers for it
 * @param license SPDX identifier
 * @param engine versions of memfate that it is written for
 * @param band precedence that it claims
 * @param requires ids of packs that have to be there
 * @param masks quirks of other packs that are not in force where one of its own is
 * @param quirks its quirks, by id
 */
public record PackDefinition(
    String id,
    String version,
    String title,
    String vendor,
    String license,
    VersionRange engine,
    Band band,
    List<String> requires,
    List<String> masks,
    Map<String, QuirkDefinition> quirks) {}
