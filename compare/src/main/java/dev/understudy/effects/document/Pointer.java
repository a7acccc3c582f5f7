package dev.understudy.effects.document;

import dev.understudy.action.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A place on the way through a document. Its text is only made where it is asked for, since most places are only passed.
 *
 * @param name of the field, or the key of the element
 */
record Pointer(@Nullable Pointer parent, String name) {
    static final Pointer ROOT = new Pointer(null, "");

    Pointer to(String field) {
        return new Pointer(this, field);
    }

    /** The name of what holds it; empty at the root. */
    String holder() {
        return parent == null ? "" : parent.name;
    }

    /** As a JSON pointer (RFC 6901). */
    String text() {
        return parent == null
                ? ""
                : parent.text() + "/" + JsonText.pointerPart(GeneratedNames.inList(parent.name, name));
    }
}
