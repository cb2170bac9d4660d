package memfate.importer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import memfate.platform.SourceLocation;

/** Turns the bytes of a document into text, and refuses what is no text. */
final class Decoding {
  private Decoding() {}

  /**
   * Decodes UTF-8.
   *
   * @throws UnreadableException when the bytes are no text; the reason is reported
   */
  static Source decode(String name, RawDocument raw, Problems problems) {
    byte[] bytes = raw.bytes();
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    Source source = new Source(name, text, raw.line(), raw.column());
    problems.addSource(source);
    if (result.isError()) {
      refuseBytes(source, bytes, in.position(), problems);
    }
    refuseControls(source, problems);
    return source;
  }

  private static void refuseBytes(Source source, byte[] bytes, int offset, Problems problems) {
    boolean utf16 = offset == 0 && bytes.length > 1 && ((bytes[0] ^ bytes[1]) & 0xff) == 1;
    String help = utf16 ? "the file looks like UTF-16: save it as UTF-8" : "save the file as UTF-8";
    String message =
        "byte 0x%02x at offset %d of the document is not UTF-8"
            .formatted(bytes[offset] & 0xff, offset);
    problems.error(end(source), "", message, help);
    throw new UnreadableException();
  }

  private static SourceLocation end(Source source) {
    String text = source.text();
    int[] place = place(text, text.length());
    return source.locate(place[0], place[1]);
  }

  private static void refuseControls(Source source, Problems problems) {
    String text = source.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f) {
        int[] place = place(text, i);
        problems.error(
            source.locate(place[0], place[1]),
            "",
            "character U+%04X is not allowed".formatted((int) c),
            "a description is plain text; the file may be binary or damaged");
        throw new UnreadableException();
      }
    }
  }

  private static int[] place(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      boolean crlf = i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !crlf)) {
        line++;
        lineStart = i + 1;
      }
    }
    return new int[] {line, offset - lineStart + 1};
  }
}
