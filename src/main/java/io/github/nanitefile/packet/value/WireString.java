package io.github.nanitefile.packet.value;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * A string or the text of a symbol, left where it lies in the message until somebody wants it: a
 * chunk is never decoded. Ruby's strings are bytes that may say in which encoding they are.
 */
public final class WireString {

    /**
     * The encodings that are decoded, by the names that Ruby gives them. Java is not asked for
     * others: a message has no say in what gets loaded here.
     */
    private static final Set<String> ENCODINGS =
            Set.of(
                    """
                    utf-8 us-ascii utf-16le utf-16be utf-32le utf-32be iso-8859-1 iso-8859-2
                    iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-9
                    iso-8859-13 iso-8859-15 windows-1250 windows-1251 windows-1252 windows-1253
                    windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 ibm437 cp850
                    cp852 koi8-r koi8-u shift_jis windows-31j euc-jp euc-kr gb2312 gbk gb18030
                    big5"""
                            .split("\\s+"));

    private final byte[] body;
    private final int start;
    private final int length;
    private String encoding = "UTF-8";
    private Object plain;
    private String name;

    /** The bytes of {@code body} from {@code start} on, which nobody may change any more. */
    public WireString(byte[] body, int start, int length) {
        this.body = body;
        this.start = start;
        this.length = length;
    }

    /** All of {@code bytes}, which nobody may change any more. */
    public WireString(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** In bytes. */
    public int length() {
        return length;
    }

    /**
     * Says in which encoding the bytes are. A string that never says so comes from Ruby 1.8, which
     * knows no encodings, or is binary in later ones: it counts as UTF-8 if it can be.
     */
    public void setEncoding(String encoding) {
        this.encoding = encoding;
        plain = null;
        name = null;
    }

    /** The bytes where they are, without a copy. */
    public ByteBuffer view() {
        return ByteBuffer.wrap(body, start, length).slice();
    }

    /** A String if the bytes are valid in their encoding, else the bytes themselves. */
    public Object plain() {
        if (plain == null) {
            plain = decode();
        }
        return plain;
    }

    /**
     * The text of a name, whatever its bytes are: one that is not valid in its encoding is taken
     * for ISO-8859-1, in which all bytes are.
     */
    public String name() {
        if (name == null) {
            name =
                    plain() instanceof String text
                            ? text
                            : new String(body, start, length, StandardCharsets.ISO_8859_1);
        }
        return name;
    }

    private Object decode() {
        if (isDecoded(encoding)) {
            try {
                return Charset.forName(encoding)
                        .newDecoder()
                        .decode(ByteBuffer.wrap(body, start, length))
                        .toString();
            } catch (CharacterCodingException e) {
                return copy(); // no text after all, which is no fault
            }
        }
        return copy();
    }

    private static boolean isDecoded(String encoding) {
        // A runtime may come without the module that holds the rarer ones.
        return ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))
                && Charset.isSupported(encoding);
    }

    private byte[] copy() {
        return Arrays.copyOfRange(body, start, start + length);
    }
}
