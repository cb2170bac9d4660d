package memfate.platform;

/**
 * Where a description comes from.
 *
 * @param url address of the mail, page or bug, or empty
 * @param date date of the capture as written, or empty
 * @param captured {@code full}, {@code partial}, {@code assumed}, or empty
 */
public record Provenance(String url, String date, String captured) {
  public static final Provenance NONE = new Provenance("", "", "");
}
