package dev.understudy.trace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Words of which every byte that is no plain character is written as {@code %XX}; the empty word is {@code %}. */
final class PercentText {
    private PercentText() {}

    static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes.write(c);
            } else if (i + 2 < text.length()) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
