package io.github.nanitefile.packet.secure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.nanitefile.packet.UnreadableMessageException;
import java.util.Base64;
import java.util.List;

/** PKCS#7 structures as text, the way OpenSSL writes them. */
final class Pem {

    private static final String LABEL = "PKCS7";
    private static final List<String> LABELS = List.of(LABEL, "CMS");
    private static final int LINE = 64;
    private static final byte[] LINE_END = {'\n'};

    private Pem() {}

    static byte[] encode(byte[] der) {
        String lines = Base64.getMimeEncoder(LINE, LINE_END).encodeToString(der);
        return (begin(LABEL) + "\n" + lines + "\n" + end(LABEL) + "\n").getBytes(ISO_8859_1);
    }

    /** Takes any line ends, and nothing before or after the one structure. */
    static byte[] decode(byte[] pem) throws UnreadableMessageException {
        String text = new String(pem, ISO_8859_1).strip();
        for (String label : LABELS) {
            int start = begin(label).length();
            int end = text.length() - end(label).length();
            if (start <= end && text.startsWith(begin(label)) && text.endsWith(end(label))) {
                return base64(text.substring(start, end));
            }
        }
        throw new UnreadableMessageException("a part of it is not in the form PEM PKCS7");
    }

    private static byte[] base64(String lines) throws UnreadableMessageException {
        try {
            return Base64.getDecoder().decode(lines.replaceAll("\\s+", ""));
        } catch (IllegalArgumentException e) {
            throw new UnreadableMessageException("the PEM in it is broken", e);
        }
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(String label) {
        return "-----END " + label + "-----";
    }
}
