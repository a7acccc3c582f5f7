package dev.understudy.action;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The words for what is done to files: the one place where they are spelled, for the normalisers of shell commands and for
 * the operations of workflows alike. Objects are {@code file:} with an absolute, normalised path.
 *
 * <table>
 * <caption>The vocabulary</caption>
 * <tr><th>operation</th><th>fields</th><th>effect</th><th>as in</th></tr>
 * <tr><td>compress</td><td>to, keep</td><td>WRITE</td><td>{@code gzip F}</td></tr>
 * <tr><td>decompress</td><td>to, keep</td><td>WRITE</td><td>{@code gunzip F.gz}</td></tr>
 * <tr><td>move</td><td>to</td><td>WRITE</td><td>{@code mv F T}</td></tr>
 * <tr><td>copy</td><td>to, recursive</td><td>WRITE</td><td>{@code cp F T}</td></tr>
 * <tr><td>link</td><td>to, symbolic</td><td>WRITE</td><td>{@code ln -s T L}: the object is the link</td></tr>
 * <tr><td>delete</td><td>recursive</td><td>DESTRUCTIVE</td><td>{@code rm F}</td></tr>
 * <tr><td>delete-found</td><td>where</td><td>DESTRUCTIVE</td><td>{@code find D … -delete}: the object is the folder</td></tr>
 * <tr><td>create-folder</td><td></td><td>WRITE</td><td>{@code mkdir D}</td></tr>
 * <tr><td>remove-folder</td><td></td><td>WRITE</td><td>{@code rmdir D}: an empty one</td></tr>
 * <tr><td>touch</td><td></td><td>WRITE</td><td>{@code touch F}</td></tr>
 * <tr><td>set-mode</td><td>mode, recursive</td><td>WRITE</td><td>{@code chmod M F}</td></tr>
 * <tr><td>set-owner</td><td>owner, group, recursive</td><td>WRITE</td><td>{@code chown O:G F}</td></tr>
 * <tr><td>truncate</td><td>size</td><td>DESTRUCTIVE</td><td>{@code truncate -s S F}</td></tr>
 * <tr><td>write</td><td>content, append</td><td>WRITE</td><td>{@code tee F}</td></tr>
 * <tr><td>edit</td><td>argv (without the file)</td><td>WRITE</td><td>{@code sed -i S F}</td></tr>
 * <tr><td>archive</td><td>from (a JSON array), content</td><td>WRITE</td><td>{@code tar cf A F}: the object is the
 * archive</td></tr>
 * <tr><td>extract</td><td>to (the folder)</td><td>WRITE</td><td>{@code tar xf A -C D}</td></tr>
 * <tr><td>sync</td><td>to, delete</td><td>WRITE, with delete DESTRUCTIVE</td><td>{@code rsync S D}: paths as rsync
 * reads them, with HOST: and a trailing slash</td></tr>
 * </table>
 *
 * <p>Flags are fields with the value {@code true}, and left out where they are false.
 */
public final class FileActions {
    private FileActions() {}

    /** {@code file:} with the path, normalised. @throws IllegalArgumentException where the path is not absolute */
    public static String object(String path) {
        return "file:" + normal(path);
    }

    /** Compresses a file into {@code to} and removes it, as {@code gzip} does. */
    public static Action compress(String path, String to) {
        return Action.of(Effect.WRITE, "compress", object(path), Map.of("to", normal(to)));
    }

    /** As {@link #compress(String, String)} into the same name with {@code .gz} behind. */
    public static Action compress(String path) {
        return compress(path, path + ".gz");
    }

    /** Decompresses a file into {@code to} and removes it. */
    public static Action decompress(String path, String to) {
        return Action.of(Effect.WRITE, "decompress", object(path), Map.of("to", normal(to)));
    }

    /** @param to the full destination path, never the folder alone */
    public static Action move(String path, String to) {
        return Action.of(Effect.WRITE, "move", object(path), Map.of("to", normal(to)));
    }

    /** @param to the full destination path, never the folder alone */
    public static Action copy(String path, String to, boolean recursive) {
        return Action.of(Effect.WRITE, "copy", object(path), flags(Map.of("to", normal(to)), "recursive", recursive));
    }

    /** Makes a symbolic link at {@code link} that leads to {@code to}. */
    public static Action linkSymbolic(String link, String to) {
        return Action.of(Effect.WRITE, "link", object(link), Map.of("to", normal(to), "symbolic", "true"));
    }

    /** Makes a second name, {@code link}, for the file {@code to}. */
    public static Action linkHard(String link, String to) {
        return Action.of(Effect.WRITE, "link", object(link), Map.of("to", normal(to)));
    }

    public static Action delete(String path) {
        return Action.of(Effect.DESTRUCTIVE, "delete", object(path));
    }

    /** Deletes a folder with all that is in it. */
    public static Action deleteRecursively(String path) {
        return Action.of(Effect.DESTRUCTIVE, "delete", object(path), Map.of("recursive", "true"));
    }

    /** @param where find's expression without its action: {@code -name *.tmp -mtime +7} */
    public static Action deleteFound(String folder, String where) {
        return Action.of(Effect.DESTRUCTIVE, "delete-found", object(folder), Map.of("where", where));
    }

    public static Action createFolder(String path) {
        return Action.of(Effect.WRITE, "create-folder", object(path));
    }

    public static Action removeFolder(String path) {
        return Action.of(Effect.WRITE, "remove-folder", object(path));
    }

    public static Action touch(String path) {
        return Action.of(Effect.WRITE, "touch", object(path));
    }

    /** @param mode as chmod takes it: {@code 0640}, {@code u+x} */
    public static Action setMode(String path, String mode, boolean recursive) {
        String canonical = mode.matches("[0-7]{1,5}") ? String.format("%04o", Integer.parseInt(mode, 8)) : mode;
        return Action.of(
                Effect.WRITE, "set-mode", object(path), flags(Map.of("mode", canonical), "recursive", recursive));
    }

    /** @param owner null where only the group is set; @param group null where only the owner is set */
    public static Action setOwner(String path, @Nullable String owner, @Nullable String group, boolean recursive) {
        Map<String, String> fields = new TreeMap<>();
        if (owner != null) {
            fields.put("owner", owner);
        }
        if (group != null) {
            fields.put("group", group);
        }
        return Action.of(Effect.WRITE, "set-owner", object(path), flags(fields, "recursive", recursive));
    }

    /** @param size as truncate takes it: {@code 0}, {@code 10M} */
    public static Action truncate(String path, String size) {
        return Action.of(Effect.DESTRUCTIVE, "truncate", object(path), Map.of("size", size));
    }

    /** Writes a file whose content is not known. */
    public static Action write(String path, boolean append) {
        return Action.of(
                Effect.WRITE,
                "write",
                object(path),
                flags(Map.of("content", Action.UNKNOWN_CONTENT), "append", append));
    }

    /** @param argv the editor's arguments without the file */
    public static Action edit(String path, List<String> argv) {
        return Action.of(Effect.WRITE, "edit", object(path), Map.of("argv", JsonText.array(argv)));
    }

    /** @param from absolute paths */
    public static Action archive(String archive, List<String> from) {
        return Action.of(
                Effect.WRITE,
                "archive",
                object(archive),
                Map.of("from", JsonText.array(from), "content", Action.UNKNOWN_CONTENT));
    }

    public static Action extract(String archive, String folder) {
        return Action.of(Effect.WRITE, "extract", object(archive), Map.of("to", normal(folder)));
    }

    /** @param from and {@code to}: absolute, or {@code HOST:PATH}; a trailing slash means the content of the folder */
    public static Action sync(String from, String to, boolean deletes) {
        return Action.of(
                deletes ? Effect.DESTRUCTIVE : Effect.WRITE,
                "sync",
                "file:" + from,
                flags(Map.of("to", to), "delete", deletes));
    }

    /** The same action, with a flag that says that the original stays, as after {@code gzip -k}. */
    public static Action keeping(Action action) {
        return Action.of(action.effect(), action.operation(), action.object(), flags(action.fields(), "keep", true));
    }

    /** @throws IllegalArgumentException where the path is not absolute */
    static String normal(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "the path " + path + " is not absolute: the object of an action must be");
        }
        return PathText.normal(path);
    }

    private static Map<String, String> flags(Map<String, String> fields, String flag, boolean set) {
        Map<String, String> all = new TreeMap<>(fields);
        if (set) {
            all.put(flag, "true");
        }
        return all;
    }
}
