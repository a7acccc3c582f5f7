package dev.understudy.effects.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Amounts as Kubernetes writes them: {@code 1000m} is {@code 1}, {@code 1024Mi} is {@code 1Gi} (Kubernetes documentation,
 * "Quantity").
 */
final class Quantity {
    private static final Pattern FORM =
            Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]*)?|[+-]?\\.[0-9]+)(?:([eE])([+-]?[0-9]{1,3})"
                    + "|(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E)?)");
    private static final Map<String, Integer> TENS =
            Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final Map<String, Integer> TWOS = Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei", 60);

    /** The fields whose values, or whose values' values, are amounts. */
    private static final Set<String> HOLDERS =
            Set.of("limits", "requests", "capacity", "allocatable", "hard", "overhead", "default", "defaultRequest");

    private static final Set<String> FIELDS = Set.of("sizeLimit", "storage", "divisor", "averageValue", "storageLimit");

    private Quantity() {}

    /** @param parent the field in which it is; @param field its own name */
    static boolean isAmount(String parent, String field) {
        return HOLDERS.contains(parent) || FIELDS.contains(field);
    }

    /** The number in plain digits; null where the text is no quantity. */
    static @Nullable String plain(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > 64 || !form.matches()) {
            return null;
        }
        BigDecimal number = new BigDecimal(form.group(1));
        String suffix = form.group(4);
        if (form.group(3) != null) {
            number = number.scaleByPowerOfTen(Integer.parseInt(form.group(3)));
        } else if (suffix != null && TENS.containsKey(suffix)) {
            number = number.scaleByPowerOfTen(TENS.getOrDefault(suffix, 0));
        } else if (suffix != null) {
            number = number.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(TWOS.getOrDefault(suffix, 0))));
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
